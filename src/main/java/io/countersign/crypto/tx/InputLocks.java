package io.countersign.crypto.tx;

import java.util.Optional;

/**
 * What a transaction says of time to one of its inputs.
 *
 * @param version counts as unsigned
 * @param lockTime 0 to 2^32 - 1
 * @param sequence of that input, 0 to 2^32 - 1
 */
public record InputLocks(int version, long lockTime, long sequence) {

    private static final long RELATIVE_LOCK_OFF = 1L << 31;

    public static InputLocks of(Transaction transaction, int inputIndex) {
        return new InputLocks(
                transaction.version(),
                transaction.lockTime(),
                transaction.inputs().get(inputIndex).sequence());
    }

    /** For how long after its coin's confirmation the sequence makes the input wait (BIP68); empty where for nothing. */
    public Optional<RelativeLock> relativeLock() {
        return bindRelatively() && (sequence & RelativeLock.VALUE) > 0
                ? Optional.of(new RelativeLock(sequence & (RelativeLock.BY_TIME | RelativeLock.VALUE)))
                : Optional.empty();
    }

    /** True where the sequence makes the input wait for a time (BIP68). */
    public boolean waitForTime() {
        return bindRelatively() && (sequence & RelativeLock.BY_TIME) != 0;
    }

    /** BIP112: version 2 or more, and a sequence that asks for as much of the same kind. */
    public boolean meet(RelativeLock older) {
        boolean isByTime = (sequence & RelativeLock.BY_TIME) != 0;
        return bindRelatively() && isByTime == older.isByTime() && (sequence & RelativeLock.VALUE) >= older.value();
    }

    /** BIP65: a lock time as great and of the same kind, and a sequence that does not switch it off. */
    public boolean meet(AbsoluteLock after) {
        boolean counts = sequence != TxInput.FINAL_SEQUENCE;
        return counts && AbsoluteLock.isTime(lockTime) == after.isByTime() && lockTime >= after.operand();
    }

    private boolean bindRelatively() {
        return Integer.compareUnsigned(version, 2) >= 0 && (sequence & RELATIVE_LOCK_OFF) == 0;
    }
}
