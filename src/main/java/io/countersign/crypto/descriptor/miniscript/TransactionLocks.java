package io.countersign.crypto.descriptor.miniscript;

/**
 * What a transaction says of time to one of its inputs.
 *
 * @param version counts as unsigned
 * @param lockTime 0 to 2^32 - 1
 * @param sequence of that input, 0 to 2^32 - 1
 */
public record TransactionLocks(long version, long lockTime, long sequence) {

    private static final long FINAL_SEQUENCE = 0xffff_ffffL;
    private static final long RELATIVE_LOCK_OFF = 1L << 31;
    private static final long BY_TIME = 1L << 22;
    private static final long VALUE = 0xffff;

    /** BIP112: version 2 or more, and a sequence that asks for as much of the same kind. */
    public boolean meet(RelativeLock older) {
        boolean counts = Long.compareUnsigned(version, 2) >= 0 && (sequence & RELATIVE_LOCK_OFF) == 0;
        boolean isByTime = (sequence & BY_TIME) != 0;
        return counts && isByTime == older.isByTime() && (sequence & VALUE) >= older.value();
    }

    /** BIP65: a lock time as great and of the same kind, and a sequence that does not switch it off. */
    public boolean meet(AbsoluteLock after) {
        boolean counts = sequence != FINAL_SEQUENCE;
        return counts && AbsoluteLock.isTime(lockTime) == after.isByTime() && lockTime >= after.operand();
    }
}
