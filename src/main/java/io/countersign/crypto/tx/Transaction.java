package io.countersign.crypto.tx;

import io.countersign.crypto.bytes.ByteReader;
import io.countersign.crypto.bytes.ByteWriter;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.cipher.Hashes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A transaction as an immutable value. {@code version} is signed, {@code lockTime} unsigned 32 bits. */
public record Transaction(int version, List<TxInput> inputs, List<TxOutput> outputs, long lockTime) {

    private static final String FORMAT = "transaction";
    private static final int LEAST_INPUT_SIZE = 41;
    private static final int NO_LIMIT = Integer.MAX_VALUE;

    public Transaction {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** Reads a transaction in either serialization (BIP144). */
    public static Transaction parse(Bytes bytes) {
        ByteReader in = new ByteReader(FORMAT, bytes);
        Transaction transaction = read(in, true, NO_LIMIT, NO_LIMIT);
        in.requireEnd();
        return transaction;
    }

    /**
     * Reads the serialization without witnesses only. A transaction without inputs looks like the segwit marker, so an unsigned
     * one (BIP174, PSBT_GLOBAL_UNSIGNED_TX) has to be read by this.
     */
    public static Transaction parseWithoutWitness(Bytes bytes) {
        return parseWithoutWitness(bytes, NO_LIMIT, NO_LIMIT);
    }

    /** The same, and refuses more inputs or outputs than named before it makes any. */
    public static Transaction parseWithoutWitness(Bytes bytes, int mostInputs, int mostOutputs) {
        ByteReader in = new ByteReader(FORMAT, bytes);
        Transaction transaction = read(in, false, mostInputs, mostOutputs);
        in.requireEnd();
        return transaction;
    }

    /** Both serializations; with witnesses where there are any. */
    public Bytes serialize() {
        return hasWitness() ? serialize(true) : serialize(false);
    }

    public Bytes serializeWithoutWitness() {
        return serialize(false);
    }

    public Txid txid() {
        return new Txid(Hashes.doubleSha256(serialize(false)));
    }

    /** The id that the witnesses count for as well (BIP141). */
    public Txid wtxid() {
        return new Txid(Hashes.doubleSha256(serialize()));
    }

    public boolean hasWitness() {
        return inputs.stream().anyMatch(input -> !input.witness().isEmpty());
    }

    /** BIP141, "Transaction size calculations". */
    public int weight() {
        return serialize(false).size() * 3 + serialize().size();
    }

    public int virtualSize() {
        return (weight() + 3) / 4;
    }

    public List<Outpoint> outpoints() {
        return inputs.stream().map(TxInput::outpoint).toList();
    }

    /** The same with every scriptSig and witness taken out. */
    public Transaction unsigned() {
        return mapInputs(input -> input.withSignature(Bytes.EMPTY, List.of()));
    }

    public Transaction withInputs(List<TxInput> newInputs) {
        return new Transaction(version, newInputs, outputs, lockTime);
    }

    private Transaction mapInputs(UnaryOperator<TxInput> change) {
        return withInputs(inputs.stream().map(change).toList());
    }

    private static Transaction read(ByteReader in, boolean mayHaveWitness, int mostInputs, int mostOutputs) {
        int version = in.readInt32();
        boolean segwit = mayHaveWitness && in.remaining() > 1 && in.peekByte() == 0;
        if (segwit) {
            in.readByte();
            if (in.readByte() != 1) {
                throw in.malformed("The transaction has no inputs, or an unknown marker.");
            }
        }
        List<TxInput> inputs = new ArrayList<>();
        for (int count = readCount(in, LEAST_INPUT_SIZE, mostInputs, "inputs"); count > 0; count--) {
            inputs.add(readInput(in));
        }
        List<TxOutput> outputs = new ArrayList<>();
        for (int count = readCount(in, TxOutput.LEAST_SIZE, mostOutputs, "outputs"); count > 0; count--) {
            outputs.add(TxOutput.read(in));
        }
        if (segwit) {
            inputs.replaceAll(input -> input.withSignature(input.scriptSig(), readWitness(in)));
            if (inputs.stream().allMatch(input -> input.witness().isEmpty())) {
                throw in.malformed("The transaction has the segwit marker and no witness.");
            }
        }
        return new Transaction(version, inputs, outputs, in.readUint32());
    }

    private static int readCount(ByteReader in, int leastSize, int most, String what) {
        int start = in.position();
        int count = in.readCount(leastSize);
        if (count > most) {
            throw in.malformed(start, "The transaction has %d %s, and %d is the limit.".formatted(count, what, most));
        }
        return count;
    }

    private static TxInput readInput(ByteReader in) {
        Outpoint outpoint = new Outpoint(new Txid(in.readBytes32()), in.readUint32());
        Bytes scriptSig = in.readVarBytes();
        return new TxInput(outpoint, scriptSig, in.readUint32(), List.of());
    }

    /** Reads a witness stack: a count and so many byte strings. */
    public static List<Bytes> readWitness(ByteReader in) {
        List<Bytes> witness = new ArrayList<>();
        for (int left = in.readCount(1); left > 0; left--) {
            witness.add(in.readVarBytes());
        }
        return List.copyOf(witness);
    }

    /** The serialization of a witness stack, as on the wire and in PSBT_IN_FINAL_SCRIPTWITNESS. */
    public static Bytes writeWitness(List<Bytes> witness) {
        ByteWriter out = new ByteWriter();
        out.writeCompactSize(witness.size());
        witness.forEach(out::writeVarBytes);
        return out.toBytes();
    }

    private Bytes serialize(boolean withWitness) {
        ByteWriter out = new ByteWriter(64 * (inputs.size() + outputs.size()) + 16);
        out.writeInt32(version);
        if (withWitness) {
            out.writeByte(0).writeByte(1);
        }
        out.writeCompactSize(inputs.size());
        for (TxInput input : inputs) {
            out.write(input.outpoint().serialize())
                    .writeVarBytes(input.scriptSig())
                    .writeInt32(input.sequence());
        }
        out.writeCompactSize(outputs.size());
        outputs.forEach(output -> output.write(out));
        if (withWitness) {
            inputs.forEach(input -> out.write(writeWitness(input.witness())));
        }
        return out.writeInt32(lockTime).toBytes();
    }
}
