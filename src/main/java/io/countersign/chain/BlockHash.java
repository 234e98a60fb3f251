package io.countersign.chain;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;

/** A block's id. Holds the hash in the order of the wire; text is in display order, the reverse. */
public record BlockHash(Bytes32 hash) {

    /** Reads 64 hex digits in display order. */
    public static BlockHash parse(String displayHex) {
        return new BlockHash(new Bytes32(Bytes.ofHex(displayHex).reversed()));
    }

    public String toHex() {
        return hash.bytes().reversed().toHex();
    }

    @Override
    public String toString() {
        return toHex();
    }
}
