package io.countersign.crypto.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Base64Text;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Ed25519PublicKey;
import io.countersign.crypto.cipher.Hashes;

/** An Ed25519 key that verifies signatures of notes (C2SP signed-note, "Verifier keys"): {@code name+id+base64(type || key)}. */
public record VerifierKey(String name, KeyUse use, Ed25519PublicKey key) {

    private static final String FORMAT = "verifier key";
    private static final int ID_SIZE = 4;

    public VerifierKey {
        name = KeyName.require(name);
    }

    /** Reads a key whose id is that of its name, type and bytes. Other types than 01 and 04 are refused. */
    public static VerifierKey parse(String text) {
        // Base64 may hold plus signs, a name may not.
        String[] parts = text.split("\\+", 3);
        if (parts.length != 3 || !parts[1].matches("[0-9a-f]{8}")) {
            throw malformed();
        }
        Bytes material = Base64Text.decode(parts[2]);
        if (material.size() != 1 + Bytes32.SIZE) {
            throw malformed();
        }
        KeyUse use = KeyUse.of(material.at(0)).orElseThrow(VerifierKey::malformed);
        VerifierKey key = new VerifierKey(parts[0], use, new Ed25519PublicKey(new Bytes32(material.sliceFrom(1))));
        if (!key.id().toHex().equals(parts[1])) {
            throw new MalformedException(FORMAT, "The key's id is not that of its name, type and bytes.");
        }
        return key;
    }

    /** The first four bytes of SHA-256(name || 0A || type || key). */
    public Bytes id() {
        Bytes line = Bytes.wrap((name + "\n").getBytes(UTF_8));
        return Hashes.sha256(line.plus(material())).bytes().slice(0, ID_SIZE);
    }

    /** The same key, for another use. */
    public VerifierKey as(KeyUse other) {
        return new VerifierKey(name, other, key);
    }

    /** The text that {@link #parse} reads. */
    @Override
    public String toString() {
        return name + "+" + id().toHex() + "+" + Base64Text.encode(material());
    }

    private Bytes material() {
        return Bytes.wrap(new byte[] {(byte) use.type()}).plus(key.value().bytes());
    }

    private static MalformedException malformed() {
        return new MalformedException(
                FORMAT, "A verifier key reads <name>+<8 hex digits>+<base64 of 01 or 04 and 32 bytes>.");
    }
}
