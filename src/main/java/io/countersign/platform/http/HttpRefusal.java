package io.countersign.platform.http;

import static io.countersign.kernel.RefusalKind.BUG;
import static io.countersign.kernel.RefusalKind.DEPENDENCY;
import static io.countersign.kernel.RefusalKind.LIMIT;
import static io.countersign.kernel.RefusalKind.MALFORMED;
import static io.countersign.kernel.RefusalKind.MEDIA_TYPE;
import static io.countersign.kernel.RefusalKind.METHOD;
import static io.countersign.kernel.RefusalKind.PRECONDITION;
import static io.countersign.kernel.RefusalKind.REFUSED;
import static io.countersign.kernel.RefusalKind.UNAUTHENTICATED;

import io.countersign.kernel.Refusal;
import io.countersign.kernel.RefusalKind;
import io.countersign.kernel.RefusalReason;

/** Refusals of the HTTP layer itself, whatever the resource. */
public enum HttpRefusal implements RefusalReason {
    MALFORMED_REQUEST("malformed-request", MALFORMED, "The request can't be parsed"),
    MALFORMED_BODY("malformed-body", MALFORMED, "The body can't be parsed"),
    MALFORMED_VALUE("malformed-value", MALFORMED, "A value can't be parsed"),
    MALFORMED_QUERY("malformed-query", MALFORMED, "A query parameter can't be used"),
    IDEMPOTENCY_KEY_MISSING("idempotency-key-missing", MALFORMED, "The Idempotency-Key is missing"),
    IDEMPOTENCY_KEY_MALFORMED("idempotency-key-malformed", MALFORMED, "The Idempotency-Key can't be used"),
    IDEMPOTENCY_KEY_REUSED("idempotency-key-reused", REFUSED, "The Idempotency-Key stands for another request"),
    UNAUTHENTICATED_CALL("unauthenticated", UNAUTHENTICATED, "Sign in first"),
    METHOD_NOT_ALLOWED("method-not-allowed", METHOD, "The resource has no such method"),
    NOT_ACCEPTABLE("not-acceptable", RefusalKind.NOT_ACCEPTABLE, "No such representation"),
    PRECONDITION_FAILED("precondition-failed", PRECONDITION, "The resource has changed"),
    BODY_TOO_LARGE("body-too-large", RefusalKind.TOO_LARGE, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", MEDIA_TYPE, "The body's media type is not taken here"),
    TOO_MANY_WAITS("too-many-waits", LIMIT, "Too many requests of this account are waiting"),
    DEPENDENCY_DOWN("dependency-down", DEPENDENCY, "Something that the server needs does not answer"),
    INTERNAL_ERROR("internal-error", BUG, "The server failed");

    private final String slug;
    private final RefusalKind kind;
    private final String title;

    HttpRefusal(String slug, RefusalKind kind, String title) {
        this.slug = slug;
        this.kind = kind;
        this.title = title;
    }

    /** Every call but those that sign in needs a session; whatever is wrong with it, the answer is the same. */
    public static Refusal signInFirst() {
        return UNAUTHENTICATED_CALL.refuse(
                "This call needs an access token of a session that has not ended, as Authorization: Bearer <token>.");
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
