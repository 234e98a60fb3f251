/**
 * Benchmarks. What matters are ratios taken in one run; start with {@link io.countersign.bench.Benchmarks}.
 */
package io.countersign.bench;
