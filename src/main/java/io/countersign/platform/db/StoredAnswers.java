package io.countersign.platform.db;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.platform.config.Sealer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Answers remembered under idempotency keys. Kept 24 hours; those that hold a secret are encrypted. */
@ApplicationScoped
public class StoredAnswers {

    private static final String CLAIM =
            """
            INSERT INTO stored_answer (scope, request_hash, status, content_type, etag, location, is_secret, body, created_at)
            VALUES (:scope, :hash, 0, '', '', '', FALSE, '', now())
                ON CONFLICT DO NOTHING
            """;

    private static final String REMEMBER =
            """
            UPDATE stored_answer
               SET status = :status, content_type = :type, etag = :etag, location = :location, is_secret = :secret, body = :body
             WHERE scope = :scope
            """;

    /** Uses the primary key. */
    private static final String FIND =
            """
            SELECT request_hash, status, content_type, etag, location, is_secret, body
              FROM stored_answer
             WHERE scope = $1
            """;

    /** Uses stored_answer_by_age. */
    private static final String FORGET = "DELETE FROM stored_answer WHERE created_at < now() - INTERVAL '24 hours'";

    private final Pool pool;
    private final Sealer sealer;

    StoredAnswers(Pool pool, Sealer sealer) {
        this.pool = pool;
        this.sealer = sealer;
    }

    /** The answer given before to this request, if there is one; {@link SameKeyOtherRequest} where the key stands for another. */
    public Uni<Optional<Answer>> find(IdempotentRequest request) {
        return pool.preparedQuery(FIND).execute(Tuple.of(request.scope())).map(rows -> {
            RowIterator<Row> all = rows.iterator();
            return all.hasNext() ? Optional.of(read(request, all.next())) : Optional.empty();
        });
    }

    /** Takes the key for the transaction under way; empty where it is ours now. Waits for a twin that is in flight. */
    Uni<Optional<Answer>> claim(Mutiny.Session session, IdempotentRequest request) {
        return session.createNativeQuery(CLAIM)
                .setParameter("scope", request.scope())
                .setParameter("hash", request.requestHash())
                .executeUpdate()
                .chain(claimed -> claimed == 1 ? nothing() : findInSession(session, request));
    }

    Uni<Void> remember(Mutiny.Session session, IdempotentRequest request, Answer answer) {
        byte[] body = answer.body().toArray();
        return session.flush()
                .chain(() -> session.createNativeQuery(REMEMBER)
                        .setParameter("status", answer.status())
                        .setParameter("type", answer.contentType())
                        .setParameter("etag", answer.findEtag().orElse(""))
                        .setParameter("location", answer.findLocation().orElse(""))
                        .setParameter("secret", answer.isSecret())
                        .setParameter("body", answer.isSecret() ? sealer.seal(body, request.scope()) : body)
                        .setParameter("scope", request.scope())
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Gives the key back: nothing is remembered of a request that was refused. */
    Uni<Void> release(Mutiny.Session session, IdempotentRequest request) {
        return session.createNativeQuery("DELETE FROM stored_answer WHERE scope = :scope")
                .setParameter("scope", request.scope())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Forgets what is older than 24 hours. */
    public Uni<Void> forgetOld() {
        return pool.query(FORGET).execute().replaceWithVoid();
    }

    private static Uni<Optional<Answer>> nothing() {
        return Uni.createFrom().item(Optional.empty());
    }

    private Uni<Optional<Answer>> findInSession(Mutiny.Session session, IdempotentRequest request) {
        return session.find(StoredAnswerEntity.class, request.scope()).map(row -> Optional.of(read(request, row)));
    }

    private Answer read(IdempotentRequest request, Row row) {
        StoredAnswerEntity stored = new StoredAnswerEntity();
        stored.requestHash = row.getString("request_hash");
        stored.status = row.getInteger("status");
        stored.contentType = row.getString("content_type");
        stored.etag = row.getString("etag");
        stored.location = row.getString("location");
        stored.secret = row.getBoolean("is_secret");
        stored.body = row.getBuffer("body").getBytes();
        return read(request, stored);
    }

    private Answer read(IdempotentRequest request, StoredAnswerEntity stored) {
        if (!stored.requestHash.equals(request.requestHash())) {
            throw new SameKeyOtherRequest();
        }
        byte[] body = stored.secret ? sealer.open(stored.body, request.scope()) : stored.body;
        return new Answer(
                        stored.status,
                        stored.contentType,
                        Bytes.wrap(body),
                        stored.etag.isEmpty() ? null : stored.etag,
                        stored.location.isEmpty() ? null : stored.location,
                        stored.secret,
                        true)
                .replayed();
    }

    /** An idempotency key that already stands for a request with another body. */
    public static final class SameKeyOtherRequest extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SameKeyOtherRequest() {
            super("the idempotency key stands for another request", null, false, false);
        }
    }
}
