package io.countersign.platform.identity.http;

import io.countersign.kernel.CommonRefusal;
import io.countersign.kernel.Refusal;
import io.countersign.platform.http.HttpRefusal;
import io.countersign.platform.http.Problem;
import io.countersign.platform.identity.Caller;
import io.countersign.platform.identity.MetricsConfig;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Keeps the metrics for operators, unless a setting opens them: they tell how much goes on here. */
@ApplicationScoped
public class MetricsGate {

    private static final Logger LOG = Logger.getLogger(MetricsGate.class);
    private static final int AFTER_BODIES = -9_000;

    private final MetricsConfig config;
    private final Bearers bearers;
    private final String path;

    MetricsGate(
            MetricsConfig config,
            Bearers bearers,
            @ConfigProperty(name = "quarkus.http.non-application-root-path", defaultValue = "q") String root) {
        this.config = config;
        this.bearers = bearers;
        this.path = (root.startsWith("/") ? root : "/" + root) + "/metrics";
    }

    void install(@Observes Router router) {
        if (!config.isPublic()) {
            router.route(path + "*").order(AFTER_BODIES).handler(this::judge);
        }
    }

    private void judge(RoutingContext context) {
        bearers.caller(context.request())
                .invoke(MetricsGate::requireOperator)
                .subscribe()
                .with(operator -> context.next(), e -> refuse(context, e));
    }

    private static void requireOperator(Caller caller) {
        if (!caller.isOperator()) {
            throw CommonRefusal.FORBIDDEN.refuse("Only an operator of this server may read the metrics.");
        }
    }

    private static void refuse(RoutingContext context, Throwable e) {
        Refusal refusal = e instanceof Refusal known
                ? known
                : HttpRefusal.DEPENDENCY_DOWN.refuse("Who calls can't be looked up; try again later.");
        if (!(e instanceof Refusal)) {
            LOG.warnf("who reads the metrics can't be looked up: %s", e.getMessage());
        }
        Problem.headers(refusal).forEach(context.response()::putHeader);
        context.response()
                .setStatusCode(Problem.status(refusal.reason().kind()))
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(Buffer.buffer(Problem.of(refusal, context.request().path()).toArray()));
    }
}
