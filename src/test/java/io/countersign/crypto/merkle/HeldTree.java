package io.countersign.crypto.merkle;

import io.countersign.crypto.bytes.Bytes32;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A tree whose complete nodes are all held, as a server stores them; and by the definition of RFC 9162 besides. */
final class HeldTree {

    private final List<Bytes32> leaves;
    private final Map<TreeNode, Bytes32> nodes = new HashMap<>();

    HeldTree(List<Bytes32> leaves) {
        this.leaves = List.copyOf(leaves);
        TreeGrowth growth = new TreeGrowth(0, List.of());
        leaves.forEach(growth::add);
        nodes.putAll(growth.completed());
        for (int i = 0; i < leaves.size(); i++) {
            nodes.put(new TreeNode(0, i), leaves.get(i));
        }
    }

    Bytes32 hash(TreeNode node) {
        return Objects.requireNonNull(nodes.get(node), node::toString);
    }

    /** Section 2.1.1, word by word: MTH of the first {@code size} leaves. */
    Bytes32 root(int size) {
        return root(leaves.subList(0, size));
    }

    private static Bytes32 root(List<Bytes32> leaves) {
        if (leaves.isEmpty()) {
            return MerkleHash.EMPTY;
        }
        if (leaves.size() == 1) {
            return leaves.get(0);
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        return MerkleHash.node(root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
    }
}
