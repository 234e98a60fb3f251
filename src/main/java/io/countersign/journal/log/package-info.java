/**
 * The journal as a tamper-evident log: its identity and keys, checkpoints, proofs, receipts, witnesses. Start with {@link
 * io.countersign.journal.log.CheckpointSigning} for what it says of itself, and {@link io.countersign.journal.log.LogReads} for what
 * it can prove.
 */
@NullMarked
package io.countersign.journal.log;

import org.jspecify.annotations.NullMarked;
