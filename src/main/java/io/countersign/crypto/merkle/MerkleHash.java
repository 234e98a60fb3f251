package io.countersign.crypto.merkle;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Hashes;

/** The hashes of the tree (RFC 9162 section 2.1.1). Leaves and inner nodes differ by their first byte, so none passes for the other. */
public final class MerkleHash {

    /** The root of a tree without leaves. */
    public static final Bytes32 EMPTY = Hashes.sha256(Bytes.EMPTY);

    private static final Bytes LEAF = Bytes.wrap(new byte[] {0});
    private static final Bytes NODE = Bytes.wrap(new byte[] {1});

    private MerkleHash() {}

    public static Bytes32 leaf(Bytes data) {
        return Hashes.sha256(LEAF.plus(data));
    }

    public static Bytes32 node(Bytes32 left, Bytes32 right) {
        return node(left.bytes(), right.bytes());
    }

    static Bytes32 node(Bytes left, Bytes right) {
        return Hashes.sha256(NODE.plus(left).plus(right));
    }
}
