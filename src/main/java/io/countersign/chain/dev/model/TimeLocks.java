package io.countersign.chain.dev.model;

import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import java.util.List;
import java.util.stream.IntStream;

/** Whether a transaction may stand in the next block: its nLockTime (BIP113) and the relative locks of its inputs (BIP68). */
final class TimeLocks {

    private static final long TIME_THRESHOLD = 500_000_000L;
    private static final long DISABLED = 1L << 31;
    private static final long IN_TIME = 1L << 22;
    private static final long VALUE = 0xffffL;
    private static final int GRANULARITY = 9;

    private TimeLocks() {}

    static boolean isFinal(Transaction transaction, ChainHead head) {
        long lockTime = transaction.lockTime();
        long now = lockTime < TIME_THRESHOLD ? head.nextHeight() : head.medianTimePast();
        return lockTime < now
                || transaction.inputs().stream().allMatch(input -> input.sequence() == TxInput.FINAL_SEQUENCE);
    }

    static boolean relativeLocksAreOver(Transaction transaction, List<ChainCoin> coins, ChainHead head) {
        // BIP68 binds version 2 and above, read as unsigned.
        return Integer.compareUnsigned(transaction.version(), 2) < 0
                || IntStream.range(0, coins.size())
                        .allMatch(i -> isOver(transaction.inputs().get(i).sequence(), coins.get(i), head));
    }

    private static boolean isOver(long sequence, ChainCoin coin, ChainHead head) {
        if ((sequence & DISABLED) != 0) {
            return true;
        }
        // A coin of the mempool counts as one of the next block.
        int height = coin.height().orElse(head.nextHeight());
        if ((sequence & IN_TIME) == 0) {
            return height + (sequence & VALUE) <= head.nextHeight();
        }
        long since = coin.height().isPresent() ? coin.medianTimeBefore() : head.medianTimePast();
        return since + ((sequence & VALUE) << GRANULARITY) <= head.medianTimePast();
    }
}
