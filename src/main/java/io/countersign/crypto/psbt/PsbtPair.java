package io.countersign.crypto.psbt;

import io.countersign.crypto.bytes.ByteReader;
import io.countersign.crypto.bytes.ByteWriter;
import io.countersign.crypto.bytes.Bytes;

/**
 * One pair of a PSBT map (BIP174, "Specification"): the type with the rest of the key, and the value. Ordered by the bytes of the
 * whole key.
 */
public record PsbtPair(long type, Bytes keyData, Bytes value) implements Comparable<PsbtPair> {

    private static final int FIRST_WIDE_TYPE = 0xfd;

    static PsbtPair parse(Bytes key, Bytes value) {
        ByteReader in = new ByteReader("psbt", key);
        long type = in.readCompactSize();
        return new PsbtPair(type, in.readBytes(in.remaining()), value);
    }

    static PsbtPair of(PsbtField field, Bytes value) {
        return new PsbtPair(field.type(), Bytes.EMPTY, value);
    }

    static PsbtPair of(PsbtField field, Bytes keyData, Bytes value) {
        return new PsbtPair(field.type(), keyData, value);
    }

    /** The whole key: the type as a compactSize number, then its data. */
    public Bytes key() {
        return new ByteWriter(9 + keyData.size())
                .writeCompactSize(type)
                .write(keyData)
                .toBytes();
    }

    boolean is(PsbtField field) {
        return type == field.type();
    }

    boolean hasKeyOf(PsbtPair other) {
        return type == other.type && keyData.equals(other.keyData);
    }

    @Override
    public int compareTo(PsbtPair other) {
        if (type >= FIRST_WIDE_TYPE && other.type >= FIRST_WIDE_TYPE) {
            return key().compareTo(other.key());
        }
        int byType = Long.compare(type, other.type);
        return byType != 0 ? byType : keyData.compareTo(other.keyData);
    }
}
