package io.countersign.chain.dev.model;

import static io.countersign.chain.RejectReason.FEE_BELOW_MINIMUM;
import static io.countersign.chain.RejectReason.NOT_VALID;

import io.countersign.chain.BroadcastAnswer.Rejection;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Satoshi;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxOutput;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What consensus asks of a transaction that stands alone, and what it may pay; in the words of Bitcoin Core. */
final class TransactionRules {

    private static final int MAX_WEIGHT = 4_000_000;

    /** Bitcoin Core's minimum relay fee since version 30, in satoshi per 1,000 vB; it was 1,000 before. */
    private static final long RELAY_FEE_PER_KVB = 100;

    private TransactionRules() {}

    static Optional<Rejection> judge(Transaction transaction) {
        if (transaction.inputs().isEmpty()) {
            return invalid("bad-txns-vin-empty");
        }
        if (transaction.outputs().isEmpty()) {
            return invalid("bad-txns-vout-empty");
        }
        if (transaction.serializeWithoutWitness().size() * 4 > MAX_WEIGHT) {
            return invalid("bad-txns-oversize");
        }
        if (Coinbase.isCoinbase(transaction)) {
            return invalid("coinbase");
        }
        Set<Outpoint> distinct = new HashSet<>(transaction.outpoints());
        if (distinct.size() != transaction.inputs().size()) {
            return invalid("bad-txns-inputs-duplicate");
        }
        return judgeAmounts(transaction.outputs());
    }

    /** Judges what it pays for the coins that it spends. */
    static Optional<Rejection> judgeFee(Transaction transaction, List<ChainCoin> coins) {
        long in = coins.stream().mapToLong(coin -> coin.output().amountSat()).sum();
        long out = transaction.outputs().stream().mapToLong(TxOutput::amountSat).sum();
        if (in < out) {
            return invalid("bad-txns-in-belowout");
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

    private static Optional<Rejection> judgeAmounts(List<TxOutput> outputs) {
        long total = 0;
        for (TxOutput output : outputs) {
            if (output.amountSat() < 0) {
                return invalid("bad-txns-vout-negative");
            }
            if (output.amountSat() > Satoshi.MAX) {
                return invalid("bad-txns-vout-toolarge");
            }
            total += output.amountSat();
            if (total > Satoshi.MAX) {
                return invalid("bad-txns-txouttotal-toolarge");
            }
        }
        return Optional.empty();
    }

    private static Optional<Rejection> invalid(String words) {
        return Optional.of(new Rejection(NOT_VALID, words));
    }
}
