package io.countersign.chain.dev.model;

import io.countersign.crypto.tx.Transaction;
import java.util.List;
import java.util.stream.IntStream;

/** Whether the relative locks of all inputs are over in the next block (BIP68), those by time included. */
final class RelativeLocks {

    private static final long DISABLED = 1L << 31;
    private static final long BY_TIME = 1L << 22;
    private static final long VALUE = 0xffffL;
    private static final int GRANULARITY = 9;

    private RelativeLocks() {}

    static boolean areOver(Transaction transaction, List<ChainCoin> coins, ChainHead head) {
        // BIP68 binds version 2 and above, read as unsigned.
        return Integer.compareUnsigned(transaction.version(), 2) < 0
                || IntStream.range(0, coins.size())
                        .allMatch(i -> isOver(transaction.inputs().get(i).sequence(), coins.get(i), head));
    }

    private static boolean isOver(long sequence, ChainCoin coin, ChainHead head) {
        if ((sequence & DISABLED) != 0) {
            return true;
        }
        if ((sequence & BY_TIME) != 0) {
            long since = coin.height().isPresent() ? coin.medianTimeBefore() : head.medianTimePast();
            return since + ((sequence & VALUE) << GRANULARITY) <= head.medianTimePast();
        }
        // A coin of the mempool counts as one of the next block.
        return coin.height().orElse(head.nextHeight()) + (sequence & VALUE) <= head.nextHeight();
    }
}
