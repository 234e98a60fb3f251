package io.countersign.crypto.finalize;

import fr.acinq.bitcoin.ByteVector;
import fr.acinq.bitcoin.Satoshi;
import fr.acinq.bitcoin.Script;
import fr.acinq.bitcoin.ScriptFlags;
import fr.acinq.bitcoin.TxOut;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxOutput;
import java.util.List;
import java.util.Optional;

/** The second opinion: runs every input of a transaction in bitcoin-kmp's interpreter, with the flags of relay policy. */
public final class SpendCheck {

    private SpendCheck() {}

    /**
     * The first input whose scripts fail, and why; empty where all are right.
     *
     * @param coins what the inputs spend, in their order
     */
    public static Optional<ScriptFailure> run(Transaction transaction, List<TxOutput> coins) {
        if (coins.size() != transaction.inputs().size()) {
            throw new IllegalArgumentException("as many coins as inputs are needed");
        }
        fr.acinq.bitcoin.Transaction foreign =
                fr.acinq.bitcoin.Transaction.read(transaction.serialize().toArray());
        List<TxOut> spent = coins.stream().map(SpendCheck::foreign).toList();
        for (int i = 0; i < coins.size(); i++) {
            Optional<String> failure = run(foreign, i, spent);
            if (failure.isPresent()) {
                return Optional.of(new ScriptFailure(i, failure.get()));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> run(fr.acinq.bitcoin.Transaction transaction, int index, List<TxOut> spent) {
        TxOut coin = spent.get(index);
        Script.Context context = new Script.Context(transaction, index, coin.amount, spent);
        try {
            boolean isRight = new Script.Runner(context, ScriptFlags.STANDARD_SCRIPT_VERIFY_FLAGS)
                    .verifyScripts(
                            transaction.txIn.get(index).signatureScript,
                            coin.publicKeyScript,
                            transaction.txIn.get(index).witness);
            return isRight ? Optional.empty() : Optional.of("the script answers false");
        } catch (RuntimeException e) {
            // The interpreter tells failures by exceptions of several kinds.
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static TxOut foreign(TxOutput coin) {
        return new TxOut(new Satoshi(coin.amountSat()), vector(coin.script()));
    }

    private static ByteVector vector(Bytes bytes) {
        return new ByteVector(bytes.toArray());
    }

    /** An input whose scripts fail, with the interpreter's words. */
    public record ScriptFailure(int inputIndex, String detail) {}
}
