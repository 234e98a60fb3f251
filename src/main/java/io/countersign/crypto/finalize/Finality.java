package io.countersign.crypto.finalize;

import io.countersign.crypto.tx.AbsoluteLock;
import io.countersign.crypto.tx.InputLocks;
import io.countersign.crypto.tx.RelativeLock;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import java.util.List;
import java.util.stream.IntStream;

/** Whether a transaction may stand in the next block by its lock times. */
public final class Finality {

    private Finality() {}

    /** The absolute lock time. A time is compared with the median time past of the block before (BIP113). */
    public static boolean isFinal(Transaction transaction, NextBlock next) {
        long lockTime = transaction.lockTime();
        long now = AbsoluteLock.isTime(lockTime) ? next.medianTimePast() : next.height();
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
        return IntStream.range(0, ages.size()).allMatch(i -> InputLocks.of(transaction, i)
                .relativeLock()
                .map(lock -> isMet(lock, ages.get(i), next))
                .orElse(true));
    }

    private static boolean isMet(RelativeLock lock, CoinAge age, NextBlock next) {
        return lock.isByTime()
                ? age.confirmations() > 0
                        && age.medianTimeBefore() + lock.duration().toSeconds() <= next.medianTimePast()
                : lock.value() <= age.confirmations();
    }
}
