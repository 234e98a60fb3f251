package io.countersign.chain;

/** Why a transaction was not taken into the mempool. {@code word} is the name on the wire. */
public enum RejectReason {
    INPUTS_MISSING_OR_SPENT("inputs_missing_or_spent"),
    /** A transaction in the mempool spends one of its coins and may not be replaced. */
    MEMPOOL_CONFLICT("mempool_conflict"),
    FEE_BELOW_MINIMUM("fee_below_minimum"),
    /** It would replace another, and pays too little for that. */
    REPLACEMENT_FEE_TOO_LOW("replacement_fee_too_low"),
    /** It would replace more than may be replaced at once, or what it depends on itself. */
    REPLACEMENT_NOT_ALLOWED("replacement_not_allowed"),
    /** Too many unconfirmed transactions hang together (chain and cluster limits). */
    CLUSTER_TOO_LARGE("cluster_too_large"),
    /** A rule of version 3 transactions (BIP431). */
    TRUC_VIOLATION("truc_violation"),
    DUST("dust"),
    /** nLockTime, or a relative lock of BIP68, is not over. */
    NON_FINAL("non_final"),
    COINBASE_IMMATURE("coinbase_immature"),
    SCRIPT_CHECK_FAILED("script_check_failed"),
    /** Valid, and outside what nodes relay. */
    NOT_STANDARD("not_standard"),
    /** Against the rules of consensus. */
    NOT_VALID("not_valid"),
    /** Above the fee limit of the node's own settings. */
    FEE_ABOVE_MAXIMUM("fee_above_maximum"),
    /** An output that nobody can spend would burn coins. */
    BURNS_COINS("burns_coins"),
    MEMPOOL_FULL("mempool_full"),
    /** The backend could not read it. */
    NOT_DECODABLE("not_decodable"),
    /** Whatever this list does not know; the detail has the backend's words. */
    REFUSED_BY_NODE("refused_by_node");

    private final String word;

    RejectReason(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /**
     * Whether the same bytes will be refused for this for ever. All else may pass: by the next blocks, when the mempool empties, when a
     * node has caught up or is set up otherwise; so does a word that is not known here.
     */
    public boolean isLasting() {
        return switch (this) {
            case DUST, SCRIPT_CHECK_FAILED, NOT_STANDARD, NOT_VALID, BURNS_COINS, NOT_DECODABLE -> true;
            case INPUTS_MISSING_OR_SPENT,
                    MEMPOOL_CONFLICT,
                    FEE_BELOW_MINIMUM,
                    REPLACEMENT_FEE_TOO_LOW,
                    REPLACEMENT_NOT_ALLOWED,
                    CLUSTER_TOO_LARGE,
                    TRUC_VIOLATION,
                    NON_FINAL,
                    COINBASE_IMMATURE,
                    FEE_ABOVE_MAXIMUM,
                    MEMPOOL_FULL,
                    REFUSED_BY_NODE -> false;
        };
    }
}
