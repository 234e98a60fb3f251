/**
 * A log that nobody can rewrite unseen: the tree of RFC 9162 with its proofs, and what C2SP lays down for its signatures and tiles.
 * Proofs are made from stored inner hashes; who stores them is none of this package's business. Start with {@code Checkpoint},
 * {@code ProofPlan} and {@code SignedNote}.
 */
@NullMarked
package io.countersign.crypto.merkle;

import org.jspecify.annotations.NullMarked;
