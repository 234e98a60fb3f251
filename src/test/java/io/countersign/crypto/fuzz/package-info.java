/**
 * What Jazzer calls with millions of inputs, each refused by a MalformedException or read the same way twice. {@link
 * io.countersign.crypto.fuzz.ParserFuzzTest} runs them in processes of 256 MiB of heap: docs/testing.md.
 */
package io.countersign.crypto.fuzz;
