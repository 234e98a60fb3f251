package io.countersign.chain.dev.model;

import io.countersign.chain.BroadcastAnswer.Rejection;
import io.countersign.chain.RejectReason;
import io.countersign.crypto.finalize.SpendCheck;
import io.countersign.crypto.tx.Satoshi;
import io.countersign.crypto.tx.Transaction;
import java.util.List;
import java.util.Optional;

/**
 * Whether a transaction may enter the mempool as the chain stands now. First seen stays: nothing is replaced. What does not change with
 * the chain, scripts above all, is judged before.
 */
public final class Admission {

    private static final Optional<Rejection> MISSING =
            rejection(RejectReason.INPUTS_MISSING_OR_SPENT, "bad-txns-inputs-missingorspent");

    private Admission() {}

    /** What does not change with the chain. */
    public static Optional<Rejection> judgeAlone(Transaction transaction, List<Optional<ChainCoin>> coins) {
        Optional<Rejection> invalid = TransactionRules.judge(transaction);
        if (invalid.isPresent()) {
            return invalid;
        }
        if (coins.stream().anyMatch(Optional::isEmpty)) {
            return MISSING;
        }
        return judgeSpending(
                transaction, coins.stream().flatMap(Optional::stream).toList());
    }

    public static Satoshi fee(Transaction transaction, List<Optional<ChainCoin>> coins) {
        return TransactionRules.fee(
                transaction, coins.stream().flatMap(Optional::stream).toList());
    }

    /** @param coins those of the inputs, in their order; empty where there is none */
    public static Optional<Rejection> judge(Transaction transaction, List<Optional<ChainCoin>> coins, ChainHead head) {
        if (coins.stream().anyMatch(Optional::isEmpty)) {
            return MISSING;
        }
        List<ChainCoin> found = coins.stream().flatMap(Optional::stream).toList();
        if (found.stream().anyMatch(ChainCoin::isSpentInMempool)) {
            return rejection(RejectReason.MEMPOOL_CONFLICT, "txn-mempool-conflict");
        }
        if (found.stream().anyMatch(ChainCoin::isSpent)) {
            return MISSING;
        }
        return judgeAge(transaction, found, head);
    }

    private static Optional<Rejection> judgeAge(Transaction transaction, List<ChainCoin> coins, ChainHead head) {
        if (!TimeLocks.isFinal(transaction, head)) {
            return rejection(RejectReason.NON_FINAL, "non-final");
        }
        if (!TimeLocks.relativeLocksAreOver(transaction, coins, head)) {
            return rejection(RejectReason.NON_FINAL, "non-BIP68-final");
        }
        return coins.stream().anyMatch(coin -> isImmature(coin, head))
                ? rejection(RejectReason.COINBASE_IMMATURE, "bad-txns-premature-spend-of-coinbase")
                : Optional.empty();
    }

    private static Optional<Rejection> judgeSpending(Transaction transaction, List<ChainCoin> coins) {
        if (coins.stream().anyMatch(coin -> coin.output().script().equals(FundingScript.SCRIPT))) {
            return rejection(RejectReason.NOT_STANDARD, "the development chain's own coins are the faucet's alone");
        }
        Optional<Rejection> fee = TransactionRules.judgeFee(transaction, coins);
        return fee.isPresent() ? fee : judgeScripts(transaction, coins);
    }

    private static Optional<Rejection> judgeScripts(Transaction transaction, List<ChainCoin> coins) {
        return SpendCheck.run(transaction, coins.stream().map(ChainCoin::output).toList())
                .map(failure -> new Rejection(
                        RejectReason.SCRIPT_CHECK_FAILED,
                        "mempool-script-verify-flag-failed (input %d: %s)"
                                .formatted(failure.inputIndex(), failure.detail())));
    }

    private static boolean isImmature(ChainCoin coin, ChainHead head) {
        return coin.coinbase() && head.nextHeight() - coin.height().orElse(head.nextHeight()) < Coinbase.MATURITY;
    }

    private static Optional<Rejection> rejection(RejectReason reason, String words) {
        return Optional.of(new Rejection(reason, words));
    }
}
