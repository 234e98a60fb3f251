package io.countersign.platform.http;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.kernel.Refusal;
import io.countersign.kernel.RefusalKind;
import java.util.LinkedHashMap;
import java.util.Map;

/** A refusal as RFC 9457 writes it. */
public final class Problem {

    public static final String MEDIA_TYPE = "application/problem+json";

    private Problem() {}

    public static Bytes of(Refusal refusal, String instance) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", "/problems/" + refusal.reason().slug());
        members.put("title", refusal.reason().title());
        members.put("status", status(refusal.reason().kind()));
        members.put("detail", refusal.detail());
        members.put("instance", instance);
        refusal.extensions().forEach(members::putIfAbsent);
        return Json.write(members);
    }

    /** The header fields that a refusal brings besides its body. */
    public static Map<String, String> headers(Refusal refusal) {
        Object retryAfter = refusal.extensions().getOrDefault("retryAfterSeconds", 1);
        return switch (refusal.reason().kind()) {
            case UNAUTHENTICATED -> Map.of("WWW-Authenticate", "Bearer");
            case LIMIT -> Map.of("Retry-After", retryAfter.toString());
            default -> Map.of();
        };
    }

    public static int status(RefusalKind kind) {
        return switch (kind) {
            case MALFORMED -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case UNKNOWN -> 404;
            case METHOD -> 405;
            case NOT_ACCEPTABLE -> 406;
            case WRONG_STATE -> 409;
            case PRECONDITION -> 412;
            case TOO_LARGE -> 413;
            case MEDIA_TYPE -> 415;
            case REFUSED -> 422;
            case LIMIT -> 429;
            case BUG -> 500;
            case DEPENDENCY -> 503;
        };
    }
}
