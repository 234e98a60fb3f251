package io.countersign.proposal.model;

import io.countersign.kernel.RefusalKind;
import io.countersign.kernel.RefusalReason;

/** Refusals about a proposal. */
public enum ProposalRefusal implements RefusalReason {
    MALFORMED_PSBT("malformed-psbt", RefusalKind.MALFORMED, "The PSBT can't be parsed"),
    PSBT_IS_MESSAGE("psbt-is-message", RefusalKind.REFUSED, "The PSBT is a message, not a payment"),
    PSBT_MODIFIABLE("psbt-modifiable", RefusalKind.REFUSED, "The PSBT's transaction may still change"),
    RECIPIENTS_UNSUPPORTED("recipients-unsupported", RefusalKind.REFUSED, "The server builds no PSBT yet"),
    SPEND_PATH_UNKNOWN("spend-path-unknown", RefusalKind.REFUSED, "The wallet has no such spend path"),
    SPEND_PATH_LOCKED("spend-path-locked", RefusalKind.REFUSED, "The spend path is locked still"),
    SPEND_PATH_LOCKS_NOT_MET(
            "spend-path-locks-not-met",
            RefusalKind.REFUSED,
            "The transaction does not meet the spend path's time locks"),
    EXPIRY_OUT_OF_RANGE("expiry-out-of-range", RefusalKind.REFUSED, "The expiry is too near or too far"),
    PREVIOUS_TRANSACTION_MISSING(
            "previous-transaction-missing", RefusalKind.REFUSED, "A previous transaction is missing"),
    PREVIOUS_TRANSACTION_WRONG("previous-transaction-wrong", RefusalKind.REFUSED, "A previous transaction is wrong"),
    COIN_NOT_SPENDABLE("coin-not-spendable", RefusalKind.REFUSED, "A coin can't be spent"),
    FOREIGN_INPUT("foreign-input", RefusalKind.REFUSED, "An input does not belong to the wallet"),
    DUPLICATE_INPUT("duplicate-input", RefusalKind.REFUSED, "A coin is spent twice"),
    KEY_FIELDS_CONTRADICT("key-fields-contradict", RefusalKind.REFUSED, "Key fields contradict a script"),
    CHANGE_TOO_FAR("change-too-far", RefusalKind.REFUSED, "The change lies too far ahead"),
    OUTPUTS_ABOVE_INPUTS("outputs-above-inputs", RefusalKind.REFUSED, "The outputs exceed the inputs"),
    FEE_TOO_HIGH("fee-too-high", RefusalKind.REFUSED, "The fee is above the wallet's limits"),
    TRANSACTION_NOT_STANDARD("transaction-not-standard", RefusalKind.REFUSED, "The network would not relay this"),
    DUST_OUTPUT("dust-output", RefusalKind.REFUSED, "An output is dust"),
    TRANSACTION_NOT_FINAL("transaction-not-final", RefusalKind.REFUSED, "The transaction is not final yet"),
    SIGHASH_FIELD_REFUSED("sighash-field-refused", RefusalKind.REFUSED, "A sighash field is not ALL"),
    PSBT_TOO_LARGE("psbt-too-large", RefusalKind.REFUSED, "The complete PSBT would be too large"),
    PROPOSAL_EXISTS("proposal-exists", RefusalKind.WRONG_STATE, "This transaction is proposed already"),
    COINS_IN_USE("coins-in-use", RefusalKind.WRONG_STATE, "Another open proposal spends a coin of this one"),
    PROPOSAL_NOT_COLLECTING("proposal-not-collecting", RefusalKind.WRONG_STATE, "The proposal collects no signatures"),
    PROPOSAL_EXPIRED("proposal-expired", RefusalKind.WRONG_STATE, "The proposal has expired"),
    NOTHING_TO_REJECT("nothing-to-reject", RefusalKind.WRONG_STATE, "No key of yours can reject this"),
    NOT_THE_CREATOR("not-the-creator", RefusalKind.FORBIDDEN, "Only the creator may do this"),
    ATTESTATION_FOREIGN("attestation-by-another", RefusalKind.FORBIDDEN, "No login key of yours made this signature");

    private final String slug;
    private final RefusalKind kind;
    private final String title;

    ProposalRefusal(String slug, RefusalKind kind, String title) {
        this.slug = slug;
        this.kind = kind;
        this.title = title;
    }

    @Override
    public String slug() {
        return slug;
    }

    @Override
    public RefusalKind kind() {
        return kind;
    }

    @Override
    public String title() {
        return title;
    }
}
