package io.countersign.crypto.tx;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;

/** A transaction's id. Holds the hash in the order of the wire; text is in display order, the reverse. */
public record Txid(Bytes32 hash) implements Comparable<Txid> {

    /** Reads 64 hex digits in display order. */
    public static Txid parse(String displayHex) {
        return new Txid(new Bytes32(Bytes.ofHex(displayHex).reversed()));
    }

    public String toHex() {
        return hash.bytes().reversed().toHex();
    }

    @Override
    public int compareTo(Txid other) {
        return toHex().compareTo(other.toHex());
    }

    @Override
    public String toString() {
        return toHex();
    }
}
