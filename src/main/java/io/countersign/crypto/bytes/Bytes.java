package io.countersign.crypto.bytes;

import io.countersign.crypto.MalformedException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/** An immutable byte string. Ordered as unsigned bytes, the shorter first where one is a prefix of the other. */
public final class Bytes implements Comparable<Bytes> {

    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private static final HexFormat HEX = HexFormat.of();

    private final byte[] value;

    private Bytes(byte[] value) {
        this.value = value;
    }

    /** A copy of {@code value}. */
    public static Bytes of(byte[] value) {
        return value.length == 0 ? EMPTY : new Bytes(value.clone());
    }

    /** Takes over {@code value}, which the caller must not keep. For arrays made a moment ago. */
    public static Bytes wrap(byte[] value) {
        return value.length == 0 ? EMPTY : new Bytes(Objects.requireNonNull(value, "value"));
    }

    /** Reads hex of either case. */
    public static Bytes ofHex(String hex) {
        try {
            return wrap(HEX.parseHex(hex));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("hex", "The text is not hexadecimal with two digits a byte.");
        }
    }

    public int size() {
        return value.length;
    }

    public boolean isEmpty() {
        return value.length == 0;
    }

    /** The byte at {@code index} as 0..255. */
    public int at(int index) {
        return value[index] & 0xff;
    }

    public byte[] toArray() {
        return value.clone();
    }

    public Bytes slice(int from, int to) {
        return wrap(Arrays.copyOfRange(value, Objects.checkFromToIndex(from, to, value.length), to));
    }

    public Bytes sliceFrom(int from) {
        return slice(from, value.length);
    }

    public Bytes plus(Bytes other) {
        byte[] joined = Arrays.copyOf(value, value.length + other.value.length);
        System.arraycopy(other.value, 0, joined, value.length, other.value.length);
        return wrap(joined);
    }

    public boolean startsWith(Bytes prefix) {
        return value.length >= prefix.value.length
                && Arrays.equals(value, 0, prefix.value.length, prefix.value, 0, prefix.value.length);
    }

    /** The same bytes from the last to the first, as display order of hashes has them. */
    public Bytes reversed() {
        byte[] turned = new byte[value.length];
        for (int i = 0; i < value.length; i++) {
            turned[i] = value[value.length - 1 - i];
        }
        return wrap(turned);
    }

    public String toHex() {
        return HEX.formatHex(value);
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(value, other.value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    /** Hex, shortened: for messages and debugging. */
    @Override
    public String toString() {
        return value.length <= 40 ? toHex() : slice(0, 36).toHex() + "..(" + value.length + " bytes)";
    }
}
