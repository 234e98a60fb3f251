package io.countersign.chain.dev.model;

import static io.countersign.chain.RejectReason.FEE_BELOW_MINIMUM;
import static io.countersign.chain.RejectReason.NOT_VALID;

import io.countersign.chain.BroadcastAnswer.Rejection;
import io.countersign.crypto.finalize.TransactionCheck;
import io.countersign.crypto.tx.Satoshi;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxOutput;
import java.util.List;
import java.util.Optional;

/** What consensus asks of a transaction without its scripts, and the least fee that is relayed. */
final class TransactionRules {

    /** Bitcoin Core's minimum relay fee since version 30, in satoshi per 1,000 vB; it was 1,000 before. */
    private static final long RELAY_FEE_PER_KVB = 100;

    private TransactionRules() {}

    static Optional<Rejection> judge(Transaction transaction) {
        if (Coinbase.isCoinbase(transaction)) {
            return Optional.of(new Rejection(NOT_VALID, "coinbase: only a block brings one"));
        }
        return TransactionCheck.faults(transaction).stream()
                .findFirst()
                .map(fault -> new Rejection(NOT_VALID, fault.sentence()));
    }

    /** Judges what it pays for the coins that it spends. */
    static Optional<Rejection> judgeFee(Transaction transaction, List<ChainCoin> coins) {
        long in = coins.stream().mapToLong(coin -> coin.output().amountSat()).sum();
        long out = transaction.outputs().stream().mapToLong(TxOutput::amountSat).sum();
        if (in < out) {
            return Optional.of(new Rejection(NOT_VALID, "bad-txns-in-belowout, %d < %d".formatted(in, out)));
        }
        long least = (transaction.virtualSize() * RELAY_FEE_PER_KVB + 999) / 1000;
        return in - out < least
                ? Optional.of(
                        new Rejection(FEE_BELOW_MINIMUM, "min relay fee not met, %d < %d".formatted(in - out, least)))
                : Optional.empty();
    }

    static Satoshi fee(Transaction transaction, List<ChainCoin> coins) {
        Satoshi in = coins.stream().map(coin -> coin.output().amount()).reduce(Satoshi.ZERO, Satoshi::plus);
        Satoshi out = transaction.outputs().stream().map(TxOutput::amount).reduce(Satoshi.ZERO, Satoshi::plus);
        return in.minus(out);
    }
}
