package io.countersign.crypto.finalize;

import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import java.util.List;
import java.util.stream.IntStream;

/** Whether a transaction may stand in the next block by its lock times. */
public final class Finality {

    private static final long FIRST_TIME = 500_000_000L;
    private static final long RELATIVE_LOCK_OFF = 1L << 31;
    private static final long RELATIVE_LOCK_BY_TIME = 1L << 22;
    private static final long RELATIVE_LOCK_VALUE = 0xffff;
    private static final int SECONDS_OF_UNIT = 512;

    private Finality() {}

    /** The absolute lock time. A time is compared with the median time past of the block before (BIP113). */
    public static boolean isFinal(Transaction transaction, NextBlock next) {
        long lockTime = transaction.lockTime();
        long now = lockTime < FIRST_TIME ? next.height() : next.medianTimePast();
        return lockTime == 0
                || lockTime < now
                || transaction.inputs().stream().allMatch(input -> input.sequence() == TxInput.FINAL_SEQUENCE);
    }

    /**
     * The relative locks of the sequences (BIP68).
     *
     * @param ages of the spent coins in the order of the inputs
     */
    public static boolean meetsRelativeLocks(Transaction transaction, List<CoinAge> ages, NextBlock next) {
        // The version counts as unsigned there.
        boolean locksCount = Integer.compareUnsigned(transaction.version(), 2) >= 0;
        return !locksCount
                || IntStream.range(0, ages.size())
                        .allMatch(i -> isMet(transaction.inputs().get(i).sequence(), ages.get(i), next));
    }

    private static boolean isMet(long sequence, CoinAge age, NextBlock next) {
        long wanted = sequence & RELATIVE_LOCK_VALUE;
        if ((sequence & RELATIVE_LOCK_OFF) != 0 || wanted == 0) {
            return true;
        }
        boolean isByTime = (sequence & RELATIVE_LOCK_BY_TIME) != 0;
        return isByTime
                ? age.confirmations() > 0 && age.medianTimeBefore() + wanted * SECONDS_OF_UNIT <= next.medianTimePast()
                : wanted <= age.confirmations();
    }
}
