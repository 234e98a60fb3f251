package io.countersign.crypto.sighash;

import io.countersign.crypto.bytes.ByteWriter;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The hash that signatures of scripts from before segwit sign. A signature that stands in the script itself (FindAndDelete) can't
 * occur in the multi-signature scripts of a wallet and is left to the interpreter.
 */
public final class LegacySighash {

    /** What is signed by SINGLE without an output at the input's index: the number one, little endian. */
    static final Bytes32 ONE = Bytes32.ofHex("01" + "00".repeat(31));

    private static final TxOutput BLANK_OUTPUT = new TxOutput(-1, Bytes.EMPTY);

    private LegacySighash() {}

    /** @param scriptCode the redeem script, or the bare script of the coin */
    public static Bytes32 hash(Transaction transaction, int inputIndex, Bytes scriptCode, SighashType type) {
        if (type.signsOneOutput() && inputIndex >= transaction.outputs().size()) {
            return ONE;
        }
        Transaction signed = new Transaction(
                transaction.version(),
                inputsSigned(transaction, inputIndex, CodeSeparators.removedFrom(scriptCode), type),
                outputsSigned(transaction, inputIndex, type),
                transaction.lockTime());
        return Hashes.doubleSha256(new ByteWriter()
                .write(signed.serializeWithoutWitness())
                .writeInt32(type.bits())
                .toBytes());
    }

    private static List<TxInput> inputsSigned(Transaction transaction, int own, Bytes scriptCode, SighashType type) {
        List<TxInput> inputs = transaction.inputs();
        TxInput ownInput = inputs.get(own).withSignature(scriptCode, List.of());
        if (type.signsOwnInputOnly()) {
            return List.of(ownInput);
        }
        boolean othersMayChange = type.signsNoOutputs() || type.signsOneOutput();
        return IntStream.range(0, inputs.size())
                .mapToObj(i -> i == own ? ownInput : blanked(inputs.get(i), othersMayChange))
                .toList();
    }

    private static TxInput blanked(TxInput other, boolean mayChange) {
        return TxInput.unsigned(other.outpoint(), mayChange ? 0 : other.sequence());
    }

    private static List<TxOutput> outputsSigned(Transaction transaction, int inputIndex, SighashType type) {
        if (type.signsNoOutputs()) {
            return List.of();
        }
        if (!type.signsOneOutput()) {
            return transaction.outputs();
        }
        List<TxOutput> upToOwn = new ArrayList<>(Collections.nCopies(inputIndex, BLANK_OUTPUT));
        upToOwn.add(transaction.outputs().get(inputIndex));
        return upToOwn;
    }
}
