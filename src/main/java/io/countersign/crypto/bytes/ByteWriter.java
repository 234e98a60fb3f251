package io.countersign.crypto.bytes;

import java.io.ByteArrayOutputStream;

/** Writes Bitcoin's wire encoding. */
public final class ByteWriter {

    private final ByteArrayOutputStream out;

    public ByteWriter() {
        this(256);
    }

    public ByteWriter(int expectedSize) {
        this.out = new ByteArrayOutputStream(expectedSize);
    }

    public ByteWriter writeByte(int value) {
        out.write(value);
        return this;
    }

    public ByteWriter write(Bytes bytes) {
        out.writeBytes(bytes.toArray());
        return this;
    }

    public ByteWriter write(Bytes32 bytes) {
        return write(bytes.bytes());
    }

    /** The low 32 bits, little endian: for signed and unsigned values alike. */
    public ByteWriter writeInt32(long value) {
        return writeLittleEndian(value, 4);
    }

    public ByteWriter writeInt64(long value) {
        return writeLittleEndian(value, 8);
    }

    public ByteWriter writeCompactSize(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("negative size " + value);
        }
        if (value < 0xfd) {
            return writeByte((int) value);
        }
        if (value <= 0xffff) {
            return writeByte(0xfd).writeLittleEndian(value, 2);
        }
        return value <= 0xffffffffL
                ? writeByte(0xfe).writeLittleEndian(value, 4)
                : writeByte(0xff).writeLittleEndian(value, 8);
    }

    public ByteWriter writeVarBytes(Bytes bytes) {
        return writeCompactSize(bytes.size()).write(bytes);
    }

    public int size() {
        return out.size();
    }

    public Bytes toBytes() {
        return Bytes.wrap(out.toByteArray());
    }

    private ByteWriter writeLittleEndian(long value, int width) {
        for (int i = 0; i < width; i++) {
            out.write((int) (value >>> (8 * i)));
        }
        return this;
    }
}
