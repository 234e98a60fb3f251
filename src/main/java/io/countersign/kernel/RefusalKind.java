package io.countersign.kernel;

/** What sort of no a refusal is. The HTTP layer alone knows which status that means. */
public enum RefusalKind {
    MALFORMED,
    UNAUTHENTICATED,
    FORBIDDEN,
    UNKNOWN,
    METHOD,
    NOT_ACCEPTABLE,
    WRONG_STATE,
    PRECONDITION,
    TOO_LARGE,
    MEDIA_TYPE,
    REFUSED,
    LIMIT,
    BUG,
    DEPENDENCY
}
