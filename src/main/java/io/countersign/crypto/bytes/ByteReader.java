package io.countersign.crypto.bytes;

import io.countersign.crypto.MalformedException;

/**
 * Reads Bitcoin's wire encoding from a byte string. Every length is compared with what is left before anything is allocated, and
 * every failure is a {@link MalformedException} with the offset.
 */
public final class ByteReader {

    private final String format;
    private final Bytes source;
    private final int end;
    private int position;

    public ByteReader(String format, Bytes source) {
        this.format = format;
        this.source = source;
        this.end = source.size();
    }

    public int position() {
        return position;
    }

    public int remaining() {
        return end - position;
    }

    public boolean hasMore() {
        return position < end;
    }

    /** The next byte as 0..255. */
    public int readByte() {
        require(1);
        return source.at(position++);
    }

    /** The next byte without taking it. */
    public int peekByte() {
        require(1);
        return source.at(position);
    }

    public Bytes readBytes(int count) {
        require(count);
        Bytes taken = source.slice(position, position + count);
        position += count;
        return taken;
    }

    public Bytes32 readBytes32() {
        return new Bytes32(readBytes(Bytes32.SIZE));
    }

    /** Unsigned 32 bits, little endian. */
    public long readUint32() {
        return readLittleEndian(4);
    }

    /** Signed 32 bits, little endian. */
    public int readInt32() {
        return (int) readLittleEndian(4);
    }

    /** Signed 64 bits, little endian. */
    public long readInt64() {
        return readLittleEndian(8);
    }

    /** A compactSize number in its shortest form; beyond 2^63-1 it is refused. */
    public long readCompactSize() {
        int start = position;
        int first = readByte();
        if (first < 0xfd) {
            return first;
        }
        int width = first == 0xfd ? 2 : first == 0xfe ? 4 : 8;
        long value = readLittleEndian(width);
        long least = width == 2 ? 0xfd : width == 4 ? 0x10000L : 0x100000000L;
        if (value < least) {
            throw malformed(start, "A compactSize number is not in its shortest form or is out of range.");
        }
        return value;
    }

    /** A compactSize length that the rest of the data can hold. */
    public int readLength() {
        int start = position;
        long length = readCompactSize();
        if (length > remaining()) {
            throw malformed(
                    start, "A length of %d is declared where %d bytes are left.".formatted(length, remaining()));
        }
        return (int) length;
    }

    /** A byte string with its compactSize length before it. */
    public Bytes readVarBytes() {
        return readBytes(readLength());
    }

    /** A count of items that each take at least {@code leastSize} bytes of what is left. */
    public int readCount(int leastSize) {
        int start = position;
        long count = readCompactSize();
        if (count > remaining() / leastSize) {
            throw malformed(start, "%d items are declared where %d bytes are left.".formatted(count, remaining()));
        }
        return (int) count;
    }

    public void requireEnd() {
        if (hasMore()) {
            throw malformed(position, "%d bytes follow the end.".formatted(remaining()));
        }
    }

    public MalformedException malformed(int offset, String message) {
        return new MalformedException(format, offset, message);
    }

    public MalformedException malformed(String message) {
        return malformed(position, message);
    }

    private long readLittleEndian(int width) {
        require(width);
        long value = 0;
        for (int i = width - 1; i >= 0; i--) {
            value = value << 8 | source.at(position + i);
        }
        position += width;
        return value;
    }

    private void require(int count) {
        if (count < 0 || count > remaining()) {
            throw malformed(position, "The data end early: %d bytes wanted, %d left.".formatted(count, remaining()));
        }
    }
}
