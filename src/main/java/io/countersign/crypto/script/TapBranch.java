package io.countersign.crypto.script;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Hashes;

/** Two trees under one hash. Their order does not matter for it: the smaller hash comes first (BIP341). */
public record TapBranch(TapTree left, TapTree right) implements TapTree {

    @Override
    public Bytes32 hash() {
        return hash(left.hash(), right.hash());
    }

    static Bytes32 hash(Bytes32 one, Bytes32 other) {
        Bytes sorted = one.compareTo(other) <= 0
                ? one.bytes().plus(other.bytes())
                : other.bytes().plus(one.bytes());
        return Hashes.tagged("TapBranch", sorted);
    }
}
