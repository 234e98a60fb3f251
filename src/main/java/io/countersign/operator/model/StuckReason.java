package io.countersign.operator.model;

import java.util.Locale;

/** Why a proposal does not get on, and what would help. */
public enum StuckReason {
    TOO_FEW_KEYS_LEFT(
            "Too many keys have rejected it or are compromised: its creator should cancel it and propose another."),
    EXPIRES_SOON(
            "It expires soon: remind the holders of the keys that are waited for, or let its creator propose it anew."),
    SIGNATURES_LATE("Remind the holders of the keys that are waited for."),
    CHAIN_DOWN("The chain backend does not answer: look at the node; the server tries again by itself."),
    BROADCAST_FAILING("Look at the job's last error, and retry the job once its cause is gone."),
    NOT_FOLLOWED("Nothing follows this transaction: start a rescan."),
    UNCONFIRMED("The network has not confirmed it: its creator may replace it with a higher fee."),
    REFUSED_BY_NETWORK("The network refused it: its creator should propose another transaction.");

    private final String remedy;

    StuckReason(String remedy) {
        this.remedy = remedy;
    }

    /** One sentence on what to do next. */
    public String remedy() {
        return remedy;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
