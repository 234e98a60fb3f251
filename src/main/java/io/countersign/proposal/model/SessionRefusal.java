package io.countersign.proposal.model;

import io.countersign.kernel.RefusalKind;
import io.countersign.kernel.RefusalReason;

/** Refusals that have to do with MuSig2 sessions. */
public enum SessionRefusal implements RefusalReason {
    NONCES_MISSING("nonces-missing", RefusalKind.WRONG_STATE, "Nonces are missing"),
    SIGNING_SESSION_CHANGED("signing-session-changed", RefusalKind.WRONG_STATE, "The signing session is another"),
    NO_SIGNING_SESSION("no-signing-session", RefusalKind.WRONG_STATE, "The proposal has no signing sessions"),
    NONCE_OF_ANOTHER("nonce-of-another", RefusalKind.FORBIDDEN, "Another account holds the key of a nonce"),
    TOO_MANY_SESSIONS("too-many-signing-sessions", RefusalKind.LIMIT, "Too many new signing sessions");

    private final String slug;
    private final RefusalKind kind;
    private final String title;

    SessionRefusal(String slug, RefusalKind kind, String title) {
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
