package io.countersign.crypto.merkle;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Base64Text;
import io.countersign.crypto.bytes.Bytes;

/**
 * One signature line of a note.
 *
 * @param keyId four bytes
 * @param signature what the key made, in the form of its type
 */
public record NoteSignature(String name, Bytes keyId, Bytes signature) {

    private static final String DASH = "\u2014 ";
    private static final int ID_SIZE = 4;

    public NoteSignature {
        name = KeyName.require(name);
        if (keyId.size() != ID_SIZE || signature.isEmpty()) {
            throw malformed();
        }
    }

    /** Reads a line without its end. */
    public static NoteSignature parse(String line) {
        int blank = line.lastIndexOf(' ');
        if (!line.startsWith(DASH) || blank < DASH.length()) {
            throw malformed();
        }
        Bytes body = Base64Text.decode(line.substring(blank + 1));
        if (body.size() <= ID_SIZE) {
            throw malformed();
        }
        return new NoteSignature(line.substring(DASH.length(), blank), body.slice(0, ID_SIZE), body.sliceFrom(ID_SIZE));
    }

    boolean isBy(VerifierKey key) {
        return name.equals(key.name()) && keyId.equals(key.id());
    }

    /** The line without its end. */
    @Override
    public String toString() {
        return DASH + name + " " + Base64Text.encode(keyId.plus(signature));
    }

    private static MalformedException malformed() {
        return new MalformedException(
                "signed note", "A note's signature line reads: em dash, key name, base64 of key id and signature.");
    }
}
