package io.countersign.crypto.finalize;

import fr.acinq.bitcoin.Satoshi;
import fr.acinq.bitcoin.Script;
import fr.acinq.bitcoin.TxIn;
import fr.acinq.bitcoin.TxOut;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxOutput;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Runs scripts with bitcoin-kmp, an implementation that shares nothing with our own checks but libsecp256k1. */
final class ScriptInterpreter {

    private static final int LONGEST_MESSAGE = 200;

    private final fr.acinq.bitcoin.Transaction transaction;
    private final List<TxOut> spent;

    /** @param spent the coins in the order of the inputs */
    ScriptInterpreter(Transaction transaction, List<TxOutput> spent) {
        if (spent.size() != transaction.inputs().size()) {
            throw new IllegalArgumentException("a coin is needed for each input");
        }
        this.transaction =
                fr.acinq.bitcoin.Transaction.read(transaction.serialize().toArray());
        this.spent = spent.stream()
                .map(coin ->
                        new TxOut(new Satoshi(coin.amountSat()), coin.script().toArray()))
                .toList();
    }

    /** What is wrong with one input under {@code flags}, bitcoin-kmp's {@code SCRIPT_VERIFY_...} bits; empty where nothing is. */
    Optional<String> run(int index, int flags) {
        TxIn input = transaction.txIn.get(index);
        TxOut coin = spent.get(index);
        Script.Context context = new Script.Context(transaction, index, coin.amount, spent);
        try {
            boolean passes = new Script.Runner(context, flags)
                    .verifyScripts(input.signatureScript, coin.publicKeyScript, input.witness);
            return passes ? Optional.empty() : Optional.of("the script ends false");
        } catch (RuntimeException e) {
            // The interpreter says no by throwing whatever its checks throw.
            return Optional.of(shortened(Objects.requireNonNullElse(e.getMessage(), "the script fails")));
        }
    }

    private static String shortened(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE);
    }
}
