package io.countersign.platform.db;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Database transactions: one session each, committed before anyone is answered. Nothing slow belongs inside: no HTTP, no chain
 * call, no signature check.
 */
@ApplicationScoped
public class Transactions {

    private final Mutiny.SessionFactory factory;
    private final StoredAnswers storedAnswers;
    private final CurrentRequest currentRequest;
    private final Instance<AfterCommit> listeners;

    Transactions(
            Mutiny.SessionFactory factory,
            StoredAnswers storedAnswers,
            CurrentRequest currentRequest,
            @Any Instance<AfterCommit> listeners) {
        this.factory = factory;
        this.storedAnswers = storedAnswers;
        this.currentRequest = currentRequest;
        this.listeners = listeners;
    }

    /** Runs {@code work} in one transaction, which is committed when the Uni answers and rolled back when it fails. */
    public <T> Uni<T> run(Supplier<Uni<T>> work) {
        return factory.withTransaction((session, transaction) -> work.get()).invoke(this::committed);
    }

    /** Runs reads on one session, without a transaction that writes. */
    public <T> Uni<T> reading(Supplier<Uni<T>> work) {
        return factory.withSession(session -> work.get());
    }

    /**
     * Runs a command in one transaction together with its idempotency key: what {@code work} answers is stored under the key, and
     * where the key has its answer already that one is given and {@code work} does not run.
     */
    public Uni<Answer> answering(Supplier<Uni<Answer>> work) {
        return currentRequest
                .find()
                .map(request -> run(() -> once(request, work)))
                .orElseGet(() -> run(work));
    }

    private Uni<Answer> once(IdempotentRequest request, Supplier<Uni<Answer>> work) {
        Mutiny.Session session = factory.getCurrentSession();
        return storedAnswers.claim(session, request).chain(before -> before.map(
                        answer -> Uni.createFrom().item(answer))
                .orElseGet(() -> work.get().call(answer -> remembered(session, request, answer))));
    }

    /** Only what succeeded is remembered. */
    private Uni<Void> remembered(Mutiny.Session session, IdempotentRequest request, Answer answer) {
        return answer.status() < 300
                ? storedAnswers.remember(session, request, answer)
                : storedAnswers.release(session, request);
    }

    private void committed() {
        listeners.forEach(AfterCommit::committed);
    }
}
