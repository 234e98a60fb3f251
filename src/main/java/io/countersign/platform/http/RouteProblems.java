package io.countersign.platform.http;

import io.countersign.kernel.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Answers with a problem on routes that write their answer by themselves, as resources do. */
@ApplicationScoped
public class RouteProblems {

    private final Incidents incidents;

    RouteProblems(Incidents incidents) {
        this.incidents = incidents;
    }

    public void send(RoutingContext context, Throwable failure) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        Refusal refusal = failure instanceof Refusal known ? known : incidents.report(new Exchange(context), failure);
        Problem.headers(refusal).forEach(response::putHeader);
        response.setStatusCode(Problem.status(refusal.reason().kind()))
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(Buffer.buffer(Problem.of(refusal, context.request().path()).toArray()));
    }
}
