package io.countersign.platform.db;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.kernel.Refusal;
import io.countersign.platform.telemetry.Traces;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Database transactions: one session each, committed before anyone is answered. Nothing slow belongs inside: no HTTP, no chain
 * call, no signature check.
 */
@ApplicationScoped
public class Transactions {

    /** Stands for a refusal until the transaction is over. Nobody is answered so. */
    private static final Answer NOT_REMEMBERED = new Answer(409, "", Bytes.EMPTY, null, null, false, false);

    private final Mutiny.SessionFactory factory;
    private final StoredAnswers storedAnswers;
    private final CurrentRequest currentRequest;
    private final Traces traces;
    private final Instance<AfterCommit> listeners;

    Transactions(
            Mutiny.SessionFactory factory,
            StoredAnswers storedAnswers,
            CurrentRequest currentRequest,
            Traces traces,
            @Any Instance<AfterCommit> listeners) {
        this.factory = factory;
        this.storedAnswers = storedAnswers;
        this.currentRequest = currentRequest;
        this.traces = traces;
        this.listeners = listeners;
    }

    /** Runs {@code work} in one transaction, which is committed when the Uni answers and rolled back when it fails. */
    public <T> Uni<T> run(Supplier<Uni<T>> work) {
        return traces.within(
                        "transaction until its commit",
                        () -> factory.withTransaction((session, transaction) -> work.get()))
                .invoke(this::committed);
    }

    /** The same for the thread that starts the server, which may wait. */
    public <T> T runAndWait(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> run(work));
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a transaction at the start failed", e);
        }
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

    /**
     * The same for a command that uses something up, such as a challenge: where {@code work} is refused, nothing of it is kept, but
     * what {@code use} did is.
     */
    public <T> Uni<Answer> usingUp(Supplier<Uni<T>> use, Function<T, Uni<Answer>> work) {
        AtomicReference<@Nullable Refusal> refusal = new AtomicReference<>();
        return answering(() -> use.get().chain(used -> undoneIfRefused(() -> work.apply(used), refusal)))
                .invoke(answer -> rethrow(refusal.get()));
    }

    private Uni<Answer> undoneIfRefused(Supplier<Uni<Answer>> work, AtomicReference<@Nullable Refusal> refusal) {
        Mutiny.Session session = factory.getCurrentSession();
        return session.flush()
                .chain(() -> session.createNativeQuery("SAVEPOINT used_up").executeUpdate())
                .chain(set -> work.get())
                .onFailure(Refusal.class)
                .recoverWithUni(e -> undone(session, (Refusal) e, refusal));
    }

    private static Uni<Answer> undone(
            Mutiny.Session session, Refusal reason, AtomicReference<@Nullable Refusal> refusal) {
        refusal.set(reason);
        session.clear();
        return session.createNativeQuery("ROLLBACK TO SAVEPOINT used_up")
                .executeUpdate()
                .replaceWith(NOT_REMEMBERED);
    }

    private static void rethrow(@Nullable Refusal refusal) {
        if (refusal != null) {
            throw refusal;
        }
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
