package io.countersign.crypto.sighash;

import io.countersign.crypto.bytes.ByteWriter;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.crypto.tx.Satoshi;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;

/** The hash that signatures of segwit version 0 sign (BIP143). Holds what all inputs share, so that it is hashed once. */
public final class SegwitV0Sighash {

    private static final Bytes32 ZERO = Bytes32.wrap(new byte[Bytes32.SIZE]);

    private final Transaction transaction;
    private final Bytes32 prevouts;
    private final Bytes32 sequences;
    private final Bytes32 outputs;

    private SegwitV0Sighash(Transaction transaction, Bytes32 prevouts, Bytes32 sequences, Bytes32 outputs) {
        this.transaction = transaction;
        this.prevouts = prevouts;
        this.sequences = sequences;
        this.outputs = outputs;
    }

    public static SegwitV0Sighash of(Transaction transaction) {
        ByteWriter outpoints = new ByteWriter();
        ByteWriter numbers = new ByteWriter();
        ByteWriter payments = new ByteWriter();
        for (TxInput input : transaction.inputs()) {
            outpoints.write(input.outpoint().serialize());
            numbers.writeInt32(input.sequence());
        }
        transaction.outputs().forEach(output -> payments.write(output.serialize()));
        return new SegwitV0Sighash(transaction, doubleSha256(outpoints), doubleSha256(numbers), doubleSha256(payments));
    }

    /**
     * @param scriptCode the witness script from its start, or from behind the last executed OP_CODESEPARATOR
     * @param amount of the coin that the input spends
     */
    public Bytes32 hash(int inputIndex, Bytes scriptCode, Satoshi amount, SighashType type) {
        return Hashes.doubleSha256(preimage(inputIndex, scriptCode, amount, type));
    }

    Bytes preimage(int inputIndex, Bytes scriptCode, Satoshi amount, SighashType type) {
        TxInput input = transaction.inputs().get(inputIndex);
        return new ByteWriter(256 + scriptCode.size())
                .writeInt32(transaction.version())
                .write(type.signsOwnInputOnly() ? ZERO : prevouts)
                .write(signsAllSequences(type) ? sequences : ZERO)
                .write(input.outpoint().serialize())
                .writeVarBytes(scriptCode)
                .writeInt64(amount.value())
                .writeInt32(input.sequence())
                .write(outputsSigned(inputIndex, type))
                .writeInt32(transaction.lockTime())
                .writeInt32(type.bits())
                .toBytes();
    }

    private static boolean signsAllSequences(SighashType type) {
        return !type.signsOwnInputOnly() && !type.signsNoOutputs() && !type.signsOneOutput();
    }

    private Bytes32 outputsSigned(int inputIndex, SighashType type) {
        if (type.signsNoOutputs()) {
            return ZERO;
        }
        if (!type.signsOneOutput()) {
            return outputs;
        }
        // Without an output at the input's index the hash is zero, not one as in legacy scripts.
        return inputIndex < transaction.outputs().size()
                ? Hashes.doubleSha256(outputAt(inputIndex).serialize())
                : ZERO;
    }

    private TxOutput outputAt(int index) {
        return transaction.outputs().get(index);
    }

    private static Bytes32 doubleSha256(ByteWriter written) {
        return Hashes.doubleSha256(written.toBytes());
    }
}
