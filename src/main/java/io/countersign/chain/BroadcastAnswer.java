package io.countersign.chain;

import java.util.Optional;

/** What the network's door said to a transaction. {@code rejection} is there exactly where the outcome is REJECTED. */
public record BroadcastAnswer(Outcome outcome, Optional<Rejection> rejection) {

    /** The three answers. */
    public enum Outcome {
        ACCEPTED,
        /** It is in the mempool or in the chain already: as good as accepted. */
        ALREADY_KNOWN,
        REJECTED
    }

    /** Why: a reason from the closed list, and the backend's own words, at most {@value #LONGEST_DETAIL} characters of them. */
    public record Rejection(RejectReason reason, String detail) {

        private static final int LONGEST_DETAIL = 300;

        public Rejection {
            detail = detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL);
        }
    }

    public static BroadcastAnswer accepted() {
        return new BroadcastAnswer(Outcome.ACCEPTED, Optional.empty());
    }

    public static BroadcastAnswer alreadyKnown() {
        return new BroadcastAnswer(Outcome.ALREADY_KNOWN, Optional.empty());
    }

    public static BroadcastAnswer rejected(RejectReason reason, String detail) {
        return rejected(new Rejection(reason, detail));
    }

    public static BroadcastAnswer rejected(Rejection rejection) {
        return new BroadcastAnswer(Outcome.REJECTED, Optional.of(rejection));
    }
}
