package io.countersign.platform.http;

import io.countersign.kernel.Refusal;
import io.countersign.platform.time.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.jboss.logging.Logger;

/** Logs a bug once, under an id that the client is told. */
@ApplicationScoped
public class Incidents {

    private static final Logger LOG = Logger.getLogger(Incidents.class);

    private final Ids ids;

    Incidents(Ids ids) {
        this.ids = ids;
    }

    Refusal report(Exchange exchange, Throwable e) {
        String incident = ids.next().toString();
        LOG.errorf(e, "%s %s failed incident=%s", exchange.method(), exchange.path(), incident);
        return HttpRefusal.INTERNAL_ERROR.refuse(
                "The server failed; the operator finds the cause in its log under the incident's id.",
                Map.of("incident", incident));
    }
}
