package io.countersign.crypto.bytes;

import io.countersign.crypto.MalformedException;
import java.util.Base64;

/** Base64 as RFC 4648 section 4 has it: the standard alphabet, padded, nothing else between or around. */
public final class Base64Text {

    private Base64Text() {}

    public static String encode(Bytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.toArray());
    }

    /** Refuses missing padding, blanks, other alphabets and set bits after the last byte. */
    public static Bytes decode(String text) {
        if (text.length() % 4 != 0) {
            throw malformed();
        }
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
        Bytes bytes = Bytes.wrap(decoded);
        if (!encode(bytes).equals(text)) {
            throw malformed();
        }
        return bytes;
    }

    private static MalformedException malformed() {
        return new MalformedException("base64", "The text is not padded Base64 (RFC 4648 section 4).");
    }
}
