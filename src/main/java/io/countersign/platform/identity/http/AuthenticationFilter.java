package io.countersign.platform.identity.http;

import io.countersign.platform.http.HttpRefusal;
import io.countersign.platform.identity.AccessTokens;
import io.countersign.platform.identity.CurrentCaller;
import io.countersign.platform.identity.SessionCallers;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Lets nobody in under {@code /v1} without a right access token of a session that still lives, but to sign in and to accept an
 * invitation. Every cause of refusal has the same answer.
 */
public class AuthenticationFilter {

    private static final String GUARDED = "/v1";
    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([^ ]+)");
    private static final Set<String> SIGNING_IN =
            Set.of("/v1/auth/challenges", "/v1/auth/tokens", "/v1/auth/tokens/refresh");
    private static final String ACCEPTANCE = "/v1/invitations/acceptance";

    private final RoutingContext context;
    private final AccessTokens tokens;
    private final SessionCallers sessions;
    private final CurrentCaller caller;

    AuthenticationFilter(RoutingContext context, AccessTokens tokens, SessionCallers sessions, CurrentCaller caller) {
        this.context = context;
        this.tokens = tokens;
        this.sessions = sessions;
        this.caller = caller;
    }

    /** Sets the caller, or fails with 401. It never answers by itself. */
    @ServerRequestFilter(preMatching = true)
    public Uni<Response> authenticate() {
        if (!isGuarded() || isOpen()) {
            return Uni.createFrom().nullItem();
        }
        return bearer().map(tokens::verify)
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                .chain(token -> token.map(sessions::find)
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())))
                .invoke(found -> caller.set(found.orElseThrow(AuthenticationFilter::refusal)))
                .chain(found -> Uni.createFrom().nullItem());
    }

    // As the router matches it: decoded, without dots and doubled slashes.
    private String path() {
        return context.normalizedPath();
    }

    private boolean isGuarded() {
        return path().equals(GUARDED) || path().startsWith(GUARDED + "/");
    }

    private boolean isOpen() {
        HttpServerRequest request = context.request();
        return request.method().name().equals("POST")
                && (SIGNING_IN.contains(path())
                        || path().equals(ACCEPTANCE) && !request.headers().contains("Authorization"));
    }

    private Optional<String> bearer() {
        List<String> headers = context.request().headers().getAll("Authorization");
        if (headers.size() != 1) {
            return Optional.empty();
        }
        Matcher matcher = BEARER.matcher(headers.get(0));
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static RuntimeException refusal() {
        return HttpRefusal.UNAUTHENTICATED_CALL.refuse(
                "This call needs an access token of a session that has not ended, as Authorization: Bearer <token>.");
    }
}
