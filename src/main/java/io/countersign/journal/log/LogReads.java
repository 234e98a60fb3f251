package io.countersign.journal.log;

import io.countersign.crypto.bytes.ByteWriter;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.merkle.ConsistencyProof;
import io.countersign.crypto.merkle.InclusionProof;
import io.countersign.crypto.merkle.MerkleHash;
import io.countersign.crypto.merkle.ProofPlan;
import io.countersign.crypto.merkle.TilePath;
import io.countersign.crypto.merkle.TreeNode;
import io.countersign.journal.log.store.LogQueries;
import io.countersign.journal.store.TreeQueries;
import io.countersign.kernel.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** What the log shows of itself and can prove. */
@ApplicationScoped
public class LogReads {

    private final LogQueries queries;
    private final TreeQueries tree;
    private final LogKeys keys;
    private final CheckpointSigning signing;

    LogReads(LogQueries queries, TreeQueries tree, LogKeys keys, CheckpointSigning signing) {
        this.queries = queries;
        this.tree = tree;
        this.keys = keys;
        this.signing = signing;
    }

    public Uni<LogState> state() {
        return queries.head().chain(head -> keys.read()
                .map(known -> new LogState(
                        known.identities(), known.identities().current().epoch(), head.size())));
    }

    /** The newest checkpoint, signed anew where it has become too old. */
    public Uni<SignedCheckpoint> checkpoint() {
        return signing.fresh();
    }

    /** The proof that an entry stands in the log; empty while it has no number. Without {@code size} up to a signed checkpoint. */
    public Uni<Optional<Included>> inclusion(Bytes32 entry, OptionalLong size) {
        return queries.indexOf(entry)
                .chain(index -> index.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : upTo(index.getAsLong(), size)
                                .chain(end -> included(entry, index.getAsLong(), end))
                                .map(Optional::of));
    }

    /** The proof that the first {@code from} entries of {@code to} are what they were. */
    public Uni<ConsistencyProof> consistency(long from, long to) {
        return queries.head().chain(head -> {
            if (to > head.size()) {
                throw beyond(to, head.size());
            }
            return proven(from, to);
        });
    }

    /** The same, for sizes that the log is known to have. */
    Uni<ConsistencyProof> proven(long from, long to) {
        ProofPlan plan = ProofPlan.consistency(from, to);
        return tree.hashes(plan.nodes()).map(hashes -> new ConsistencyProof(from, to, plan.hashes(hashes::get)));
    }

    /** The root of the first {@code size} entries, for a size that the log has. */
    Uni<Bytes32> root(long size) {
        ProofPlan plan = ProofPlan.root(size);
        return tree.hashes(plan.nodes())
                .map(hashes -> plan.hashes(hashes::get).stream().findFirst().orElse(MerkleHash.EMPTY));
    }

    /** The hashes of a tile; empty where the log is not that large. */
    public Uni<Optional<Bytes>> tile(TilePath path) {
        return queries.head().chain(head -> {
            if (!path.isWithin(head.size())) {
                return Uni.createFrom().item(Optional.empty());
            }
            List<TreeNode> nodes = LongStream.range(path.firstPosition(), path.firstPosition() + path.width())
                    .mapToObj(position -> new TreeNode(path.treeLevel(), position))
                    .toList();
            return tree.hashes(nodes).map(hashes -> Optional.of(joined(nodes, hashes)));
        });
    }

    private Uni<End> upTo(long index, OptionalLong size) {
        if (size.isEmpty()) {
            return signing.covering(index + 1).map(signed -> new End(signed.size(), Optional.of(signed)));
        }
        long end = size.getAsLong();
        return queries.head().chain(head -> {
            if (end > head.size() || end <= index) {
                throw beyond(end, head.size());
            }
            return queries.ofSize(end).map(signed -> new End(end, signed));
        });
    }

    private Uni<Included> included(Bytes32 entry, long index, End end) {
        ProofPlan plan = ProofPlan.inclusion(index, end.size());
        return tree.hashes(plan.nodes())
                .map(hashes -> new Included(
                        entry, new InclusionProof(index, end.size(), plan.hashes(hashes::get)), end.checkpoint()));
    }

    private static Bytes joined(List<TreeNode> nodes, Map<TreeNode, Bytes32> hashes) {
        ByteWriter tile = new ByteWriter(nodes.size() * Bytes32.SIZE);
        nodes.stream().map(hashes::get).forEach(tile::write);
        return tile.toBytes();
    }

    private static Refusal beyond(long asked, long size) {
        return LogRefusal.BEYOND_THE_LOG.refuse(
                "The log has %d entries; a tree of %d does not hold what is asked for.".formatted(size, asked),
                Map.of("size", size));
    }

    private record End(long size, Optional<SignedCheckpoint> checkpoint) {}
}
