package io.countersign.crypto.key;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.crypto.ec.PublicKey;

/** The first 4 bytes of a key's HASH160 (BIP32, "Key identifiers"). Two keys may share one: never a proof of which key it is. */
public record Fingerprint(Bytes bytes) implements Comparable<Fingerprint> {

    public static final int SIZE = 4;
    public static final Fingerprint ZERO = new Fingerprint(Bytes.ofHex("00000000"));

    public Fingerprint {
        if (bytes.size() != SIZE) {
            throw malformed();
        }
    }

    /** Reads 8 hex digits of either case. */
    public static Fingerprint parse(String hex) {
        if (hex.length() != 2 * SIZE || !hex.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128)) {
            throw malformed();
        }
        return new Fingerprint(Bytes.ofHex(hex));
    }

    public static Fingerprint of(PublicKey key) {
        return new Fingerprint(Hashes.hash160(key.bytes()).slice(0, SIZE));
    }

    @Override
    public int compareTo(Fingerprint other) {
        return bytes.compareTo(other.bytes);
    }

    /** 8 lower-case hex digits. */
    @Override
    public String toString() {
        return bytes.toHex();
    }

    private static MalformedException malformed() {
        return new MalformedException("key origin", "A key fingerprint has 4 bytes, 8 hex digits.");
    }
}
