package io.countersign.crypto.merkle;

import io.countersign.crypto.bytes.Bytes32;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Which stored hashes a root or a proof is made of: about as many as the logarithm of the tree. Each step of the proof is the hash of
 * a range of leaves, put together from the complete subtrees in it.
 */
public record ProofPlan(List<List<TreeNode>> steps) {

    public ProofPlan {
        steps = steps.stream().map(List::copyOf).toList();
    }

    /** The root of the first {@code size} leaves: one step, and none for a tree without leaves. */
    public static ProofPlan root(long size) {
        return new ProofPlan(size == 0 ? List.of() : List.of(TreeNode.covering(0, size)));
    }

    /** RFC 9162 section 2.1.3.1: that the leaf at {@code index} is among the first {@code size}, from the leaf to the root. */
    public static ProofPlan inclusion(long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("leaf %d is not in a tree of %d".formatted(index, size));
        }
        List<List<TreeNode>> steps = new ArrayList<>();
        path(index, 0, size, steps);
        return new ProofPlan(steps);
    }

    /** RFC 9162 section 2.1.4.1: that the first {@code from} leaves of a tree of {@code to} are what they were. */
    public static ProofPlan consistency(long from, long to) {
        if (from < 0 || from > to) {
            throw new IllegalArgumentException("a tree of %d is no part of one of %d".formatted(from, to));
        }
        List<List<TreeNode>> steps = new ArrayList<>();
        if (from > 0 && from < to) {
            subproof(from, 0, to, true, steps);
        }
        return new ProofPlan(steps);
    }

    /** All the hashes that must be known. */
    public Set<TreeNode> nodes() {
        Set<TreeNode> nodes = new LinkedHashSet<>();
        steps.forEach(nodes::addAll);
        return nodes;
    }

    /** The hash of each step, from those of its nodes. */
    public List<Bytes32> hashes(Function<TreeNode, Bytes32> known) {
        return steps.stream().map(range -> join(range, known)).toList();
    }

    private static Bytes32 join(List<TreeNode> range, Function<TreeNode, Bytes32> known) {
        int last = range.size() - 1;
        Bytes32 hash = known.apply(range.get(last));
        for (int i = last - 1; i >= 0; i--) {
            hash = MerkleHash.node(known.apply(range.get(i)), hash);
        }
        return hash;
    }

    private static void path(long index, long begin, long end, List<List<TreeNode>> steps) {
        if (end - begin == 1) {
            return;
        }
        long middle = begin + split(end - begin);
        if (index < middle) {
            path(index, begin, middle, steps);
            steps.add(TreeNode.covering(middle, end));
        } else {
            path(index, middle, end, steps);
            steps.add(TreeNode.covering(begin, middle));
        }
    }

    private static void subproof(long from, long begin, long end, boolean isKnown, List<List<TreeNode>> steps) {
        if (from == end) {
            if (!isKnown) {
                steps.add(TreeNode.covering(begin, end));
            }
            return;
        }
        long middle = begin + split(end - begin);
        if (from <= middle) {
            subproof(from, begin, middle, isKnown, steps);
            steps.add(TreeNode.covering(middle, end));
        } else {
            subproof(from, middle, end, false, steps);
            steps.add(TreeNode.covering(begin, middle));
        }
    }

    /** The largest power of two smaller than {@code size}. */
    private static long split(long size) {
        return Long.highestOneBit(size - 1);
    }
}
