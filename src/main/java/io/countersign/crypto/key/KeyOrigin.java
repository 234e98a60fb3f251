package io.countersign.crypto.key;

import io.countersign.crypto.MalformedException;

/** Where a key comes from: the master key's fingerprint and the path from it (BIP380, "Key Expressions"). */
public record KeyOrigin(Fingerprint fingerprint, DerivationPath path) {

    private static final int DIGITS = 2 * Fingerprint.SIZE;

    /** Reads {@code [d34db33f/48h/1h/0h/2h]}. */
    public static KeyOrigin parse(String text) {
        if (text.length() < DIGITS + 2 || !text.startsWith("[") || !text.endsWith("]")) {
            throw malformed();
        }
        String inside = text.substring(1, text.length() - 1);
        Fingerprint fingerprint = Fingerprint.parse(inside.substring(0, DIGITS));
        if (inside.length() == DIGITS) {
            return new KeyOrigin(fingerprint, DerivationPath.EMPTY);
        }
        String path = inside.substring(DIGITS + 1);
        if (inside.charAt(DIGITS) != '/' || path.isEmpty()) {
            throw malformed();
        }
        return new KeyOrigin(fingerprint, DerivationPath.parse(path));
    }

    /** The origin of a key that lies {@code below} the key of this origin. */
    public KeyOrigin plus(DerivationPath below) {
        return new KeyOrigin(fingerprint, path.plus(below));
    }

    /** {@code [d34db33f/48h/1h/0h/2h]}. */
    @Override
    public String toString() {
        return path.isEmpty() ? "[" + fingerprint + "]" : "[" + fingerprint + "/" + path + "]";
    }

    private static MalformedException malformed() {
        return new MalformedException("key origin", "A key origin is written like [d34db33f/48h/1h/0h/2h].");
    }
}
