package io.countersign.key.model;

import io.countersign.kernel.RefusalKind;
import io.countersign.kernel.RefusalReason;

/** Refusals about a cosigner's key. */
public enum KeyRefusal implements RefusalReason {
    KEY_ORIGIN_CONTRADICTS("key-origin-contradicts", RefusalKind.REFUSED, "The key's path contradicts the wallet"),
    KEY_REFUSED("key-refused", RefusalKind.REFUSED, "The key can't stand in a wallet"),
    POSITION_TAKEN("position-taken", RefusalKind.WRONG_STATE, "Another key has this position"),
    POSITION_UNKNOWN("position-unknown", RefusalKind.REFUSED, "The wallet has no such position"),
    KEY_TOO_DEEP("key-too-deep", RefusalKind.REFUSED, "A key lies too deep"),
    KEY_ALREADY_IN_WALLET(
            "key-already-in-wallet", RefusalKind.REFUSED, "The wallet has this key or fingerprint already"),
    KEY_IS_LOGIN_KEY("key-is-login-key", RefusalKind.REFUSED, "A login key of the account is a child of this key"),
    PROOF_WRONG("proof-wrong", RefusalKind.REFUSED, "The proof of possession is wrong"),
    PROOF_WITHOUT_CHALLENGE("proof-without-challenge", RefusalKind.REFUSED, "A proof answers a challenge"),
    KEY_COMPROMISED("key-compromised", RefusalKind.WRONG_STATE, "The key is compromised"),
    NOT_THE_HOLDER("not-the-holder", RefusalKind.FORBIDDEN, "Another cosigner holds this key"),
    KEY_NOT_PROVEN("key-not-proven", RefusalKind.WRONG_STATE, "The key has not been proven yet"),
    KEY_WITHOUT_HOLDER("key-without-holder", RefusalKind.WRONG_STATE, "Nobody holds this key yet"),
    CONFIRMATION_SIGNATURE_WRONG(
            "confirmation-signature-wrong", RefusalKind.REFUSED, "The signature of the confirmation is wrong");

    private final String slug;
    private final RefusalKind kind;
    private final String title;

    KeyRefusal(String slug, RefusalKind kind, String title) {
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
