package io.countersign.platform.outbound;

import java.util.Locale;

/** Why there was no answer. */
public enum AttemptError {
    /** No answer within the time for all of it. */
    TIMEOUT,
    /** No address was found for the name, or none took the connection. */
    CONNECT_FAILED,
    /** No TLS, or no certificate for this name that a trusted authority signed. */
    TLS_FAILED,
    /** An address of the name may not be reached from here. */
    ADDRESS_NOT_ALLOWED,
    /** What came was no answer of HTTP/1.1, or the connection broke before one came. */
    BAD_ANSWER;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
