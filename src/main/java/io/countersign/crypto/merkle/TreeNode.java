package io.countersign.crypto.merkle;

import java.util.ArrayList;
import java.util.List;

/**
 * A complete subtree, whose hash never changes again: the {@code position}-th one of 2^{@code level} leaves. Level 0 are the leaves.
 */
public record TreeNode(int level, long position) {

    public TreeNode {
        if (level < 0 || level > 62 || position < 0) {
            throw new IllegalArgumentException("there is no node %d of level %d".formatted(position, level));
        }
    }

    public TreeNode left() {
        return new TreeNode(level - 1, position * 2);
    }

    public TreeNode right() {
        return new TreeNode(level - 1, position * 2 + 1);
    }

    /** The fewest complete subtrees that make up the leaves from {@code from} up to {@code to}, from left to right. */
    public static List<TreeNode> covering(long from, long to) {
        List<TreeNode> nodes = new ArrayList<>();
        long begin = from;
        while (begin < to) {
            int fitting = 63 - Long.numberOfLeadingZeros(to - begin);
            int level = begin == 0 ? fitting : Math.min(fitting, Long.numberOfTrailingZeros(begin));
            nodes.add(new TreeNode(level, begin >> level));
            begin += 1L << level;
        }
        return nodes;
    }
}
