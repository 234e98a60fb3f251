package io.countersign.crypto.psbt;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.ByteReader;
import io.countersign.crypto.bytes.ByteWriter;
import io.countersign.crypto.bytes.Bytes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** PSBT_OUT_TAP_TREE (BIP371): leaves with their depths, depth first; together they make one whole tree. */
public record TapTree(List<Leaf> leaves) {

    private static final int MOST_DEPTH = 128;

    /** A leaf of the tree; {@code depth} is 0 where it is the only one, {@code version} is even. */
    public record Leaf(int depth, int version, Bytes script) {

        public Leaf {
            if (depth < 0 || depth > MOST_DEPTH) {
                throw new MalformedException("psbt", "a leaf lies deeper than 128 (BIP341).");
            }
            if (version % 2 != 0 || version < 0 || version > 0xff) {
                throw new MalformedException("psbt", "a leaf version is even (BIP341).");
            }
        }
    }

    public TapTree {
        leaves = List.copyOf(leaves);
        requireWhole(leaves);
    }

    static TapTree parse(Bytes value) {
        ByteReader in = new ByteReader("psbt", value);
        List<Leaf> leaves = new ArrayList<>();
        while (in.hasMore()) {
            leaves.add(new Leaf(in.readByte(), in.readByte(), in.readVarBytes()));
        }
        return new TapTree(leaves);
    }

    Bytes serialize() {
        ByteWriter out = new ByteWriter();
        leaves.forEach(
                leaf -> out.writeByte(leaf.depth()).writeByte(leaf.version()).writeVarBytes(leaf.script()));
        return out.toBytes();
    }

    /** Two neighbours at one depth join into a node one step above; in the end one node must stand at the root. */
    private static void requireWhole(List<Leaf> leaves) {
        Deque<Integer> open = new ArrayDeque<>();
        for (Leaf leaf : leaves) {
            int depth = leaf.depth();
            while (Integer.valueOf(depth).equals(open.peek())) {
                open.pop();
                depth--;
            }
            open.push(depth);
        }
        if (open.size() != 1 || open.pop() != 0) {
            throw new MalformedException("psbt", "the leaves do not make a whole tree.");
        }
    }
}
