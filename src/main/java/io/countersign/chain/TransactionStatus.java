package io.countersign.chain;

import io.countersign.crypto.tx.Txid;
import java.util.Optional;

/**
 * What became of a transaction.
 *
 * @param confirmations of itself where confirmed, of the transaction that took its coins where conflicted (at least so many), else 0
 * @param block where it stands, if confirmed
 * @param spentBy the transaction that took one of its coins, if conflicted and if the backend can name it
 */
public record TransactionStatus(Kind kind, int confirmations, Optional<BlockPosition> block, Optional<Txid> spentBy) {

    /** The four things that can become of a transaction. */
    public enum Kind {
        /** The backend knows neither it nor another that spends its coins. */
        UNKNOWN,
        MEMPOOL,
        CONFIRMED,
        /** Another transaction spends one of its coins. */
        CONFLICTED
    }

    public static TransactionStatus unknown() {
        return new TransactionStatus(Kind.UNKNOWN, 0, Optional.empty(), Optional.empty());
    }

    public static TransactionStatus inMempool() {
        return new TransactionStatus(Kind.MEMPOOL, 0, Optional.empty(), Optional.empty());
    }

    public static TransactionStatus confirmed(int confirmations, BlockPosition block) {
        return new TransactionStatus(Kind.CONFIRMED, confirmations, Optional.of(block), Optional.empty());
    }

    public static TransactionStatus conflicted(Optional<Txid> spentBy, int confirmations) {
        return new TransactionStatus(Kind.CONFLICTED, confirmations, Optional.empty(), spentBy);
    }
}
