package io.countersign.crypto.tx;

import io.countersign.crypto.bytes.ByteWriter;
import io.countersign.crypto.bytes.Bytes;
import java.util.Comparator;

/** One output of a transaction, named: the coin that an input spends. {@code vout} is unsigned 32 bits. */
public record Outpoint(Txid txid, long vout) implements Comparable<Outpoint> {

    private static final Comparator<Outpoint> ORDER =
            Comparator.comparing(Outpoint::txid).thenComparingLong(Outpoint::vout);

    /** 36 bytes, as on the wire. */
    public Bytes serialize() {
        return new ByteWriter(36).write(txid.hash()).writeInt32(vout).toBytes();
    }

    @Override
    public int compareTo(Outpoint other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return txid + ":" + vout;
    }
}
