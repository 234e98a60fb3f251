package io.countersign.journal.log;

import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.merkle.Checkpoint;
import io.countersign.crypto.merkle.ConsistencyProof;
import io.countersign.crypto.merkle.MerkleHash;
import io.countersign.crypto.merkle.NoteSigner;
import io.countersign.crypto.merkle.ProofPlan;
import io.countersign.crypto.merkle.SignedNote;
import io.countersign.crypto.merkle.TreeNode;
import io.countersign.journal.log.store.LogHead;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The next checkpoint, for a journal that is numbered so far and a last one. It is signed only if it provably contains the last one.
 */
record CheckpointRule(LogHead head, Optional<SignedCheckpoint> last) {

    /** Half of the longest time that may lie between two, so that one missed occasion is made good. */
    private static final Duration LONGEST_AGE = Duration.ofSeconds(30);

    /** Whether one should be signed now; {@code isDemanded} where somebody waits for the entries that the last one lacks. */
    boolean isDue(Instant now, boolean isDemanded) {
        return last.map(signed -> isDemanded && head.size() > signed.size()
                        || !signed.signedAt().plus(LONGEST_AGE).isAfter(now))
                .orElse(true);
    }

    /** The hashes that {@link #sign} needs. */
    Set<TreeNode> nodes() {
        Set<TreeNode> nodes = new HashSet<>(ProofPlan.root(head.size()).nodes());
        last.filter(signed -> signed.size() <= head.size())
                .ifPresent(signed -> nodes.addAll(
                        ProofPlan.consistency(signed.size(), head.size()).nodes()));
        return nodes;
    }

    /** @throws IllegalStateException if the tree is not what the last checkpoint says */
    SignedCheckpoint sign(NoteSigner signer, Map<TreeNode, Bytes32> hashes, Instant now) {
        Bytes32 root = ProofPlan.root(head.size()).hashes(hashes::get).stream()
                .findFirst()
                .orElse(MerkleHash.EMPTY);
        Checkpoint checkpoint = Checkpoint.of(signer.verifierKey().name(), head.size(), root);
        if (!last.map(signed -> continues(signed.checkpoint(), checkpoint, hashes))
                .orElse(true)) {
            throw new IllegalStateException(
                    "The journal of %d entries does not contain the last checkpoint: it was changed, and nothing is signed."
                            .formatted(head.size()));
        }
        Instant time = last.map(SignedCheckpoint::signedAt)
                .filter(before -> before.isAfter(now))
                .orElse(now)
                .truncatedTo(ChronoUnit.MILLIS);
        SignedNote note = SignedNote.of(
                checkpoint.text(), signer.sign(checkpoint.text()), signer.cosign(checkpoint, time.getEpochSecond()));
        return new SignedCheckpoint(head.epoch(), checkpoint, note, time);
    }

    private static boolean continues(Checkpoint before, Checkpoint next, Map<TreeNode, Bytes32> hashes) {
        if (before.size() == 0) {
            return before.rootHash().equals(MerkleHash.EMPTY.bytes());
        }
        if (before.size() > next.size()) {
            return false;
        }
        ProofPlan plan = ProofPlan.consistency(before.size(), next.size());
        return new ConsistencyProof(before.size(), next.size(), plan.hashes(hashes::get))
                .proves(before.rootHash(), next.rootHash());
    }
}
