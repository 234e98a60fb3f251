package io.countersign.platform.http;

import io.countersign.crypto.MalformedException;
import io.countersign.kernel.CommonRefusal;
import io.countersign.kernel.DependencyDown;
import io.countersign.kernel.Refusal;
import io.countersign.platform.db.StoredAnswers.SameKeyOtherRequest;
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
    private final Incidents incidents;

    ProblemMapper(Exchange exchange, Incidents incidents) {
        this.exchange = exchange;
        this.incidents = incidents;
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
        return answer(incidents.report(exchange, e)).build();
    }

    private Response.ResponseBuilder answer(Refusal refusal) {
        Response.ResponseBuilder answer = Response.status(
                        Problem.status(refusal.reason().kind()))
                .type(Problem.MEDIA_TYPE)
                .entity(Problem.of(refusal, exchange.path()).toArray());
        Problem.headers(refusal).forEach(answer::header);
        return answer;
    }
}
