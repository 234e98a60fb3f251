package io.countersign.platform.db;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny;

/** The session of the transaction that is under way. Every write of a command goes through it. */
@ApplicationScoped
public class Sessions {

    private final Mutiny.SessionFactory factory;

    Sessions(Mutiny.SessionFactory factory) {
        this.factory = factory;
    }

    /** Fails where no transaction is open: a write outside one is a bug. */
    public Uni<Mutiny.Session> current() {
        Mutiny.Session session = factory.getCurrentSession();
        return session == null
                ? Uni.createFrom().failure(new IllegalStateException("no transaction is open on this context"))
                : Uni.createFrom().item(session);
    }
}
