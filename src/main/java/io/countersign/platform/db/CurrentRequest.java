package io.countersign.platform.db;

import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The idempotent request that is being answered on this context, if any; jobs have none. */
@ApplicationScoped
public class CurrentRequest {

    private static final String LOCAL = CurrentRequest.class.getName();

    public void set(IdempotentRequest request) {
        ContextLocals.put(LOCAL, request);
    }

    public Optional<IdempotentRequest> find() {
        return VertxContext.isOnDuplicatedContext() ? ContextLocals.get(LOCAL) : Optional.empty();
    }
}
