package io.countersign.chain.dev.model;

import io.countersign.chain.BroadcastAnswer.Rejection;
import io.countersign.chain.RejectReason;
import io.countersign.crypto.finalize.CoinAge;
import io.countersign.crypto.finalize.Finality;
import io.countersign.crypto.finalize.NextBlock;
import io.countersign.crypto.finalize.SpendCheck;
import io.countersign.crypto.tx.Satoshi;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxOutput;
import java.util.List;
import java.util.Optional;

/**
 * Whether a transaction may enter the mempool. First seen stays: nothing is replaced. What does not change with the chain, scripts above
 * all, is judged alone and without a lock; the rest against the chain as it stands.
 */
public final class Admission {

    private static final Optional<Rejection> MISSING =
            rejection(RejectReason.INPUTS_MISSING_OR_SPENT, "bad-txns-inputs-missingorspent");

    private Admission() {}

    /**
     * What does not change with the chain.
     *
     * @param coins those of the inputs, in their order, spent or not; empty where there is none
     */
    public static Optional<Rejection> judgeAlone(Transaction transaction, List<Optional<ChainCoin>> coins) {
        return TransactionRules.judge(transaction)
                .or(() -> coins.stream().anyMatch(Optional::isEmpty)
                        ? MISSING
                        : judgeSpending(transaction, found(coins)));
    }

    /** @param coins as for {@link #judgeAlone}, read under the lock */
    public static Optional<Rejection> judge(Transaction transaction, List<Optional<ChainCoin>> coins, ChainHead head) {
        if (coins.stream().anyMatch(Optional::isEmpty)) {
            return MISSING;
        }
        List<ChainCoin> found = found(coins);
        if (found.stream().anyMatch(ChainCoin::isSpentInMempool)) {
            return rejection(RejectReason.MEMPOOL_CONFLICT, "txn-mempool-conflict");
        }
        return found.stream().anyMatch(ChainCoin::isSpent) ? MISSING : judgeAge(transaction, found, head);
    }

    public static Satoshi fee(Transaction transaction, List<Optional<ChainCoin>> coins) {
        return TransactionRules.fee(transaction, found(coins));
    }

    private static Optional<Rejection> judgeSpending(Transaction transaction, List<ChainCoin> coins) {
        if (coins.stream().anyMatch(coin -> coin.output().script().equals(FundingScript.SCRIPT))) {
            return rejection(RejectReason.NOT_STANDARD, "the development chain's own coins are the faucet's alone");
        }
        List<TxOutput> outputs = coins.stream().map(ChainCoin::output).toList();
        return TransactionRules.judgeFee(transaction, coins)
                .or(() -> RelayPolicy.judge(transaction, outputs))
                .or(() -> judgeScripts(transaction, outputs));
    }

    private static Optional<Rejection> judgeScripts(Transaction transaction, List<TxOutput> coins) {
        return SpendCheck.run(transaction, coins)
                .map(failure -> new Rejection(
                        RejectReason.SCRIPT_CHECK_FAILED,
                        "mempool-script-verify-flag-failed (input %d: %s)"
                                .formatted(failure.inputIndex(), failure.detail())));
    }

    private static Optional<Rejection> judgeAge(Transaction transaction, List<ChainCoin> coins, ChainHead head) {
        NextBlock next = new NextBlock(head.nextHeight(), head.medianTimePast());
        if (!Finality.isFinal(transaction, next)) {
            return rejection(RejectReason.NON_FINAL, "non-final");
        }
        List<CoinAge> ages = coins.stream().map(coin -> coin.age(head)).toList();
        if (!Finality.meetsRelativeLocks(transaction, ages, next)) {
            return rejection(RejectReason.NON_FINAL, "non-BIP68-final");
        }
        return coins.stream().anyMatch(coin -> isImmature(coin, head))
                ? rejection(RejectReason.COINBASE_IMMATURE, "bad-txns-premature-spend-of-coinbase")
                : Optional.empty();
    }

    private static boolean isImmature(ChainCoin coin, ChainHead head) {
        return coin.coinbase() && head.nextHeight() - coin.height().orElse(head.nextHeight()) < Coinbase.MATURITY;
    }

    private static List<ChainCoin> found(List<Optional<ChainCoin>> coins) {
        return coins.stream().flatMap(Optional::stream).toList();
    }

    private static Optional<Rejection> rejection(RejectReason reason, String words) {
        return Optional.of(new Rejection(reason, words));
    }
}
