package io.countersign.crypto.bytes;

import io.countersign.crypto.MalformedException;

/** Exactly 32 bytes: a hash, an x coordinate, a scalar. */
public record Bytes32(Bytes bytes) implements Comparable<Bytes32> {

    public static final int SIZE = 32;

    public Bytes32 {
        if (bytes.size() != SIZE) {
            throw new MalformedException("bytes32", "Expected 32 bytes, found %d.".formatted(bytes.size()));
        }
    }

    public static Bytes32 of(byte[] value) {
        return new Bytes32(Bytes.of(value));
    }

    public static Bytes32 wrap(byte[] value) {
        return new Bytes32(Bytes.wrap(value));
    }

    public static Bytes32 ofHex(String hex) {
        return new Bytes32(Bytes.ofHex(hex));
    }

    public byte[] toArray() {
        return bytes.toArray();
    }

    public String toHex() {
        return bytes.toHex();
    }

    @Override
    public int compareTo(Bytes32 other) {
        return bytes.compareTo(other.bytes);
    }

    @Override
    public String toString() {
        return toHex();
    }
}
