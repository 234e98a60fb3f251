package io.countersign.broadcast.model;

import io.countersign.chain.TransactionStatus;

/** Where a final transaction stands, by one look at the chain. */
public enum Standing {
    /** The node knows neither it nor a rival. */
    ABSENT,
    /** In the mempool, or in a block that is not deep enough. */
    ON_ITS_WAY,
    CONFIRMED,
    /** A transaction in the mempool spends one of its coins: either may win. */
    RIVALLED,
    /** A transaction in a block spends one of its coins: it can win by a reorg only. */
    CONFLICTED;

    /** @param depth from how many confirmations on a transaction is confirmed */
    public static Standing of(TransactionStatus status, int depth) {
        return switch (status.kind()) {
            case UNKNOWN -> ABSENT;
            case MEMPOOL -> ON_ITS_WAY;
            case CONFIRMED -> status.confirmations() < depth ? ON_ITS_WAY : CONFIRMED;
            case CONFLICTED -> status.confirmations() < 1 ? RIVALLED : CONFLICTED;
        };
    }
}
