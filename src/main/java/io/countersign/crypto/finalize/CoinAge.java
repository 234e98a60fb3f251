package io.countersign.crypto.finalize;

/**
 * How long a coin has been in the chain, as relative locks count it (BIP68).
 *
 * @param confirmations 0 in the mempool
 * @param medianTimeBefore the median time past of the block before the coin's own, in seconds; {@link #UNKNOWN} where it is not known
 */
public record CoinAge(int confirmations, long medianTimeBefore) {

    /** So late that no lock by time is over. */
    public static final long UNKNOWN = Long.MAX_VALUE / 2;

    public static CoinAge ofConfirmations(int confirmations) {
        return new CoinAge(confirmations, UNKNOWN);
    }
}
