package io.countersign.crypto.descriptor;

import io.countersign.crypto.MalformedException;

/**
 * The checksum of descriptors (BIP380, "Checksum"): {@code #} and 8 characters. All its refusals have the format {@code descriptor
 * checksum}, so that a broken text is told from a wrong descriptor.
 */
public final class DescriptorChecksum {

    private static final String FORMAT = "descriptor checksum";
    private static final int SIZE = 8;

    /** Position modulo 32 is the symbol, position divided by 32 its group: case and common punctuation share symbols. */
    private static final String CHARACTERS =
            "0123456789()[],'/*abcdefgh@:$%{}IJKLMNOPQRSTUVWXYZ&+-.;<=>?!^_|~ijklmnopqrstuvwxyzABCDEFGH`#\"\\ ";

    private static final String SYMBOLS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final long[] GENERATOR = {0xf5dee51989L, 0xa9fdca3312L, 0x1bab10e32dL, 0x3706b1677aL, 0x644d626ffdL};

    private DescriptorChecksum() {}

    /** The checksum of a descriptor without one. */
    public static String of(String body) {
        long sum = 1;
        int groups = 0;
        int held = 0;
        for (int i = 0; i < body.length(); i++) {
            int position = CHARACTERS.indexOf(body.charAt(i));
            if (position < 0) {
                throw new MalformedException(
                        FORMAT, i, "A character is not among those that descriptors have (BIP380).");
            }
            sum = step(sum, position & 31);
            groups = groups * 3 + (position >>> 5);
            if (++held == 3) {
                sum = step(sum, groups);
                groups = 0;
                held = 0;
            }
        }
        return symbols(held > 0 ? step(sum, groups) : sum);
    }

    /** {@code body#checksum}. */
    public static String append(String body) {
        return body + "#" + of(body);
    }

    /** The descriptor without its checksum, which must be there and right. */
    public static String require(String text) {
        if (text.indexOf('#') < 0) {
            throw new MalformedException(FORMAT, "The descriptor has no checksum: # and 8 characters must end it.");
        }
        return strip(text);
    }

    /** The descriptor without its checksum, which must be right if it is there. */
    public static String strip(String text) {
        int hash = text.indexOf('#');
        String body = hash < 0 ? text : text.substring(0, hash);
        String right = of(body);
        if (hash >= 0 && !text.substring(hash + 1).equals(right)) {
            throw new MalformedException(
                    FORMAT, hash, "The descriptor's checksum is wrong: it was altered or cut, or is not 8 characters.");
        }
        return body;
    }

    private static String symbols(long sum) {
        long last = sum;
        for (int i = 0; i < SIZE; i++) {
            last = step(last, 0);
        }
        last ^= 1;
        StringBuilder text = new StringBuilder(SIZE);
        for (int i = SIZE - 1; i >= 0; i--) {
            text.append(SYMBOLS.charAt((int) (last >>> 5 * i & 31)));
        }
        return text.toString();
    }

    private static long step(long sum, int value) {
        long top = sum >>> 35;
        long next = (sum & 0x7ffffffffL) << 5 ^ value;
        for (int i = 0; i < GENERATOR.length; i++) {
            next ^= (top >>> i & 1) == 0 ? 0 : GENERATOR[i];
        }
        return next;
    }
}
