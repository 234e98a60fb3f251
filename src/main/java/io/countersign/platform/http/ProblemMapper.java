package io.countersign.platform.http;

import io.countersign.crypto.MalformedException;
import io.countersign.kernel.CommonRefusal;
import io.countersign.kernel.DependencyDown;
import io.countersign.kernel.Refusal;
import io.countersign.kernel.RefusalKind;
import io.countersign.platform.db.StoredAnswers.SameKeyOtherRequest;
import io.countersign.platform.time.Ids;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns every failure into problem+json: refusals by their kind, the framework's own by their status, the rest as bugs. */
public class ProblemMapper {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    private final Exchange exchange;
    private final Ids ids;

    ProblemMapper(Exchange exchange, Ids ids) {
        this.exchange = exchange;
        this.ids = ids;
    }

    @ServerExceptionMapper
    Response refusal(Refusal refusal) {
        LOG.debugf(
                "%s %s refused: %s",
                exchange.method(), exchange.path(), refusal.reason().slug());
        return answer(refusal).build();
    }

    @ServerExceptionMapper
    Response malformed(MalformedException e) {
        return answer(HttpRefusal.MALFORMED_VALUE.refuse(String.valueOf(e.getMessage()), Map.of("format", e.format())))
                .build();
    }

    @ServerExceptionMapper
    Response keyReused(SameKeyOtherRequest e) {
        return answer(HttpRefusal.IDEMPOTENCY_KEY_REUSED.refuse(
                        "This Idempotency-Key was used for another body; a new request needs a new key."))
                .build();
    }

    @ServerExceptionMapper
    Response dependencyDown(DependencyDown e) {
        LOG.warnf("%s does not answer: %s", e.dependency(), e.getMessage());
        return answer(HttpRefusal.DEPENDENCY_DOWN.refuse(
                        "The %s does not answer; nothing was stored, try again later.".formatted(e.dependency()),
                        Map.of("dependency", e.dependency())))
                .header("Retry-After", "5")
                .build();
    }

    @ServerExceptionMapper
    Response notFound(NotFoundException e) {
        return answer(e.getCause() instanceof Refusal refusal ? refusal : CommonRefusal.nothingHere())
                .build();
    }

    @ServerExceptionMapper
    Response notAllowed(NotAllowedException e) {
        Response.ResponseBuilder answer = answer(HttpRefusal.METHOD_NOT_ALLOWED.refuse(
                "%s is not a method of this resource.".formatted(exchange.method())));
        String allowed = e.getResponse().getHeaderString("Allow");
        return (allowed == null ? answer : answer.header("Allow", allowed)).build();
    }

    @ServerExceptionMapper
    Response notAcceptable(NotAcceptableException e) {
        return answer(HttpRefusal.NOT_ACCEPTABLE.refuse("None of the media types in Accept can be given here."))
                .build();
    }

    @ServerExceptionMapper
    Response other(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        if (status >= 500) {
            return bug(e);
        }
        return answer(HttpRefusal.MALFORMED_REQUEST.refuse("The request can't be parsed."))
                .build();
    }

    @ServerExceptionMapper
    Response bug(Throwable e) {
        String incident = ids.next().toString();
        LOG.errorf(e, "%s %s failed incident=%s", exchange.method(), exchange.path(), incident);
        return answer(HttpRefusal.INTERNAL_ERROR.refuse(
                        "The server failed; the operator finds the cause in its log under the incident's id.",
                        Map.of("incident", incident)))
                .build();
    }

    private Response.ResponseBuilder answer(Refusal refusal) {
        RefusalKind kind = refusal.reason().kind();
        Response.ResponseBuilder answer = Response.status(Problem.status(kind))
                .type(Problem.MEDIA_TYPE)
                .entity(Problem.of(refusal, exchange.path()).toArray());
        if (kind == RefusalKind.UNAUTHENTICATED) {
            answer.header("WWW-Authenticate", "Bearer");
        }
        Object retryAfter = refusal.extensions().get("retryAfterSeconds");
        return kind == RefusalKind.LIMIT ? answer.header("Retry-After", retryAfter == null ? 1 : retryAfter) : answer;
    }
}
