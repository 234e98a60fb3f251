package io.countersign.crypto.finalize;

import io.countersign.crypto.finalize.Standardness.Kind;

/** Why the network would not take a transaction; {@code sentence} is for the proposer. */
public record TransactionFault(Reason reason, String sentence) {

    /** Bitcoin Core's checks of consensus that need no scripts, then those of its relay policy. */
    public enum Reason {
        NO_INPUTS,
        NO_OUTPUTS,
        TOO_LARGE,
        AMOUNT_OUT_OF_RANGE,
        DUPLICATE_INPUT,
        NULL_OUTPOINT,
        COINBASE_SCRIPT_SIZE,
        OUTPUTS_ABOVE_INPUTS,
        VERSION_NOT_STANDARD,
        TOO_HEAVY,
        TOO_SMALL,
        SCRIPT_NOT_STANDARD,
        DUST(Kind.DUST),
        DATA_TOO_LARGE,
        DATA_BURNS_COINS,
        SCRIPT_SIG_TOO_LARGE,
        SPENT_SCRIPT_NOT_STANDARD,
        TOO_MANY_SIGNATURE_CHECKS,
        NOT_FINAL(Kind.NOT_FINAL),
        RELATIVE_LOCK_NOT_MET(Kind.NOT_FINAL);

        private final Kind kind;

        Reason() {
            this(Kind.NOT_STANDARD);
        }

        Reason(Kind kind) {
            this.kind = kind;
        }

        /** The kind of objection that it makes. */
        public Kind kind() {
            return kind;
        }
    }

    static TransactionFault of(Reason reason, String sentence, Object... arguments) {
        return new TransactionFault(reason, sentence.formatted(arguments));
    }
}
