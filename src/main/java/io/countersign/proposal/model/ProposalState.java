package io.countersign.proposal.model;

import java.util.Locale;

/** Where a proposal stands. */
public enum ProposalState {
    COLLECTING,
    FINALIZED,
    BROADCAST,
    CONFIRMED,
    REJECTED,
    CANCELLED,
    EXPIRED,
    REPLACED,
    CONFLICTED,
    FAILED;

    /** Open proposals hold their coins. */
    public boolean isOpen() {
        return this == COLLECTING || this == FINALIZED || this == BROADCAST;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ProposalState ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
