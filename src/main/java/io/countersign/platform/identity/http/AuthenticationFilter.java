package io.countersign.platform.identity.http;

import io.countersign.platform.identity.CurrentCaller;
import io.countersign.platform.identity.OpenCalls;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Lets nobody in under {@code /v1} without a right access token of a session that still lives, but to sign in and to accept an
 * invitation. Every cause of refusal has the same answer.
 */
public class AuthenticationFilter {

    private static final String GUARDED = "/v1";
    private static final Set<String> SIGNING_IN =
            Set.of("/v1/auth/challenges", "/v1/auth/tokens", "/v1/auth/tokens/refresh");
    private static final String ACCEPTANCE = "/v1/invitations/acceptance";

    private final RoutingContext context;
    private final Bearers bearers;
    private final CurrentCaller caller;
    private final Instance<OpenCalls> openCalls;

    AuthenticationFilter(
            RoutingContext context, Bearers bearers, CurrentCaller caller, @Any Instance<OpenCalls> openCalls) {
        this.context = context;
        this.bearers = bearers;
        this.caller = caller;
        this.openCalls = openCalls;
    }

    /** Sets the caller, or fails with 401. It never answers by itself. */
    @ServerRequestFilter(preMatching = true)
    public Uni<Response> authenticate() {
        if (!isGuarded() || isOpen()) {
            return Uni.createFrom().nullItem();
        }
        return bearers.caller(context.request()).invoke(caller::set).chain(found -> Uni.createFrom()
                .nullItem());
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
        boolean isAnonymous = !request.headers().contains("Authorization");
        boolean isSigningIn = request.method().name().equals("POST")
                && (SIGNING_IN.contains(path()) || path().equals(ACCEPTANCE) && isAnonymous);
        return isSigningIn || isAnonymous && openCalls.stream().anyMatch(calls -> calls.isOpen(path()));
    }
}
