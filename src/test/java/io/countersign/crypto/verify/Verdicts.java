package io.countersign.crypto.verify;

/** What tests do with a verdict. */
final class Verdicts {

    private Verdicts() {}

    /** The contribution; whatever else was found fails. */
    static VerifiedContribution right(Verdict verdict) {
        return verdict.orElseThrow(
                () -> new Refused("other transaction"),
                () -> new Refused("nothing signed"),
                violations -> new Refused(violations.toString()));
    }

    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }
}
