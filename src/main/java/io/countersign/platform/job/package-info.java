/**
 * Work that must happen later: rows that any copy of the server leases, runs and takes away.
 */
@NullMarked
package io.countersign.platform.job;

import org.jspecify.annotations.NullMarked;
