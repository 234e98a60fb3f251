package io.countersign.crypto.merkle;

import io.countersign.crypto.bytes.Bytes32;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A tree that grows: each leaf completes on average one inner node, whose hash is then known for ever. */
public final class TreeGrowth {

    private final Map<TreeNode, Bytes32> completed = new LinkedHashMap<>();
    private final List<Bytes32> edge;
    private long size;

    /** @param edge the hashes of {@link #edgeOf} of this size, from left to right */
    public TreeGrowth(long size, List<Bytes32> edge) {
        if (edge.size() != Long.bitCount(size)) {
            throw new IllegalArgumentException("a tree of %d leaves has another edge".formatted(size));
        }
        this.size = size;
        this.edge = new ArrayList<>(edge);
    }

    /** The complete subtrees of a tree of {@code size} leaves: all that is needed to go on. */
    public static List<TreeNode> edgeOf(long size) {
        return TreeNode.covering(0, size);
    }

    /** Adds a leaf by its hash. */
    public void add(Bytes32 leafHash) {
        Bytes32 hash = leafHash;
        int level = 0;
        for (long position = size; (position & 1) == 1; position >>= 1) {
            hash = MerkleHash.node(edge.remove(edge.size() - 1), hash);
            level++;
            completed.put(new TreeNode(level, position >> 1), hash);
        }
        edge.add(hash);
        size++;
    }

    public long size() {
        return size;
    }

    /** The inner nodes that have been completed since this growth began. */
    public Map<TreeNode, Bytes32> completed() {
        return Map.copyOf(completed);
    }

    public Bytes32 root() {
        return size == 0
                ? MerkleHash.EMPTY
                : ProofPlan.root(size).hashes(this::edgeHash).get(0);
    }

    private Bytes32 edgeHash(TreeNode node) {
        return edge.get(edgeOf(size).indexOf(node));
    }
}
