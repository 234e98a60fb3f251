package io.countersign.crypto.tx;

import io.countersign.crypto.bytes.ByteReader;
import io.countersign.crypto.bytes.ByteWriter;
import io.countersign.crypto.bytes.Bytes;

/** An output: its amount as 64 signed bits, exactly as the wire has them, and its script. */
public record TxOutput(long amountSat, Bytes script) {

    static final int LEAST_SIZE = 9;

    static TxOutput read(ByteReader in) {
        return new TxOutput(in.readInt64(), in.readVarBytes());
    }

    /** Reads an output that stands alone, as in PSBT_IN_WITNESS_UTXO. */
    public static TxOutput parse(Bytes bytes) {
        ByteReader in = new ByteReader("transaction output", bytes);
        TxOutput output = read(in);
        in.requireEnd();
        return output;
    }

    void write(ByteWriter out) {
        out.writeInt64(amountSat).writeVarBytes(script);
    }

    public Bytes serialize() {
        ByteWriter out = new ByteWriter();
        write(out);
        return out.toBytes();
    }

    /** The amount, proven to lie within what can exist. */
    public Satoshi amount() {
        return Satoshi.of(amountSat);
    }
}
