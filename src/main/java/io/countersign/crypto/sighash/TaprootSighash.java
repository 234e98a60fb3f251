package io.countersign.crypto.sighash;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.ByteWriter;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hash that taproot signatures sign (BIP341, "Common signature message"; BIP342, "Common signature message extension"). Holds what
 * all inputs share, so that it is hashed once.
 */
public final class TaprootSighash {

    /** No OP_CODESEPARATOR was executed. */
    public static final long NO_CODE_SEPARATOR = 0xffffffffL;

    private static final int EPOCH = 0;
    private static final int KEY_VERSION = 0;

    private final Transaction transaction;
    private final List<TxOutput> spent;
    private final Bytes32 prevouts;
    private final Bytes32 amounts;
    private final Bytes32 scripts;
    private final Bytes32 sequences;
    private final Bytes32 outputs;

    private TaprootSighash(Transaction transaction, List<TxOutput> spent) {
        this.transaction = transaction;
        this.spent = List.copyOf(spent);
        ByteWriter outpoints = new ByteWriter();
        ByteWriter numbers = new ByteWriter();
        ByteWriter values = new ByteWriter();
        ByteWriter locks = new ByteWriter();
        ByteWriter payments = new ByteWriter();
        for (TxInput input : transaction.inputs()) {
            outpoints.write(input.outpoint().serialize());
            numbers.writeInt32(input.sequence());
        }
        for (TxOutput coin : spent) {
            values.writeInt64(coin.amountSat());
            locks.writeVarBytes(coin.script());
        }
        transaction.outputs().forEach(output -> payments.write(output.serialize()));
        this.prevouts = sha256(outpoints);
        this.amounts = sha256(values);
        this.scripts = sha256(locks);
        this.sequences = sha256(numbers);
        this.outputs = sha256(payments);
    }

    /**
     * @param spent the coins of ALL inputs in their order: every signature commits to all amounts and scripts, so one wrong coin
     *     makes all of them wrong
     */
    public static TaprootSighash of(Transaction transaction, List<TxOutput> spent) {
        if (spent.size() != transaction.inputs().size()) {
            throw new IllegalArgumentException("a coin is needed for each input");
        }
        return new TaprootSighash(transaction, spent);
    }

    /** The hash for a key path spend without an annex. */
    public Bytes32 ofKeyPath(int inputIndex, SighashType type) {
        return hash(inputIndex, type, null, null, NO_CODE_SEPARATOR);
    }

    /** The hash for the leaf with this hash, without an annex or an executed OP_CODESEPARATOR. */
    public Bytes32 ofLeaf(int inputIndex, SighashType type, Bytes32 leafHash) {
        return hash(inputIndex, type, null, leafHash, NO_CODE_SEPARATOR);
    }

    /**
     * Any taproot signature's hash.
     *
     * @param annex with its first byte 50, or null where there is none
     * @param leafHash of the script that is run, or null on the key path
     * @param codeSeparator the position of the last executed OP_CODESEPARATOR among the leaf's opcodes, unsigned 32 bits
     * @throws MalformedException for a type that BIP341 does not know, and for SINGLE without an output of the input's number
     */
    public Bytes32 hash(
            int inputIndex, SighashType type, @Nullable Bytes annex, @Nullable Bytes32 leafHash, long codeSeparator) {
        return Hashes.tagged("TapSighash", message(inputIndex, type, annex, leafHash, codeSeparator));
    }

    /** The message with the epoch byte before it. */
    Bytes message(
            int inputIndex, SighashType type, @Nullable Bytes annex, @Nullable Bytes32 leafHash, long codeSeparator) {
        requireSignable(inputIndex, type);
        ByteWriter out = new ByteWriter(256).writeByte(EPOCH).writeByte(type.bits());
        out.writeInt32(transaction.version()).writeInt32(transaction.lockTime());
        if (!type.signsOwnInputOnly()) {
            out.write(prevouts).write(amounts).write(scripts).write(sequences);
        }
        if (!type.signsNoOutputs() && !type.signsOneOutput()) {
            out.write(outputs);
        }
        out.writeByte((leafHash == null ? 0 : 2) + (annex == null ? 0 : 1));
        writeInput(out, inputIndex, type);
        if (annex != null) {
            out.write(sha256(new ByteWriter().writeVarBytes(annex)));
        }
        if (type.signsOneOutput()) {
            out.write(Hashes.sha256(transaction.outputs().get(inputIndex).serialize()));
        }
        if (leafHash != null) {
            out.write(leafHash).writeByte(KEY_VERSION).writeInt32(codeSeparator);
        }
        return out.toBytes();
    }

    private void writeInput(ByteWriter out, int inputIndex, SighashType type) {
        if (!type.signsOwnInputOnly()) {
            out.writeInt32(inputIndex);
            return;
        }
        TxInput input = transaction.inputs().get(inputIndex);
        TxOutput coin = spent.get(inputIndex);
        out.write(input.outpoint().serialize())
                .writeInt64(coin.amountSat())
                .writeVarBytes(coin.script())
                .writeInt32(input.sequence());
    }

    private void requireSignable(int inputIndex, SighashType type) {
        if (!type.isKnownToTaproot()) {
            throw new MalformedException("sighash type", "BIP341 knows no hash type %s.".formatted(type));
        }
        if (type.signsOneOutput() && inputIndex >= transaction.outputs().size()) {
            throw new MalformedException(
                    "sighash type", "SINGLE can't be signed by an input without an output of its number (BIP341).");
        }
    }

    private static Bytes32 sha256(ByteWriter written) {
        return Hashes.sha256(written.toBytes());
    }
}
