/**
 * The log's tables: keys and identities, checkpoints with their cosignatures, and the evidence of forks.
 */
@NullMarked
package io.countersign.journal.log.store;

import org.jspecify.annotations.NullMarked;
