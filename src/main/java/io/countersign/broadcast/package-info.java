/**
 * Sends final transactions and follows them until they are confirmed. Leased jobs: whatever dies in between is done again.
 */
@NullMarked
package io.countersign.broadcast;

import org.jspecify.annotations.NullMarked;
