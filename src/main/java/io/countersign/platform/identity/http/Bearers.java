package io.countersign.platform.identity.http;

import io.countersign.platform.http.HttpRefusal;
import io.countersign.platform.identity.AccessTokens;
import io.countersign.platform.identity.Caller;
import io.countersign.platform.identity.SessionCallers;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out who sends a request, by its access token (RFC 6750 section 2.1). Every cause of refusal has the same answer. */
@ApplicationScoped
public class Bearers {

    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([^ ]+)");

    private final AccessTokens tokens;
    private final SessionCallers sessions;

    Bearers(AccessTokens tokens, SessionCallers sessions) {
        this.tokens = tokens;
        this.sessions = sessions;
    }

    /** The caller; fails with 401 where the token is missing or wrong, or its session has ended. */
    public Uni<Caller> caller(HttpServerRequest request) {
        return bearer(request)
                .map(tokens::verify)
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                .chain(token -> token.map(sessions::find)
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())))
                .map(found -> found.orElseThrow(HttpRefusal::signInFirst));
    }

    private static Optional<String> bearer(HttpServerRequest request) {
        List<String> headers = request.headers().getAll("Authorization");
        if (headers.size() != 1) {
            return Optional.empty();
        }
        Matcher matcher = BEARER.matcher(headers.get(0));
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
