package io.countersign.account.store;

import io.countersign.account.model.Challenge;
import io.countersign.account.model.LoginKeyType;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.LoginKeyId;
import io.countersign.platform.db.Sessions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Challenges, sessions and refresh tokens: shared by all copies of the server. */
@ApplicationScoped
public class SessionStore {

    /** Takes a challenge by its first use. The same request under the same idempotency key counts as the same use. */
    private static final String TAKE =
            """
            UPDATE challenge
               SET used_by = $2
             WHERE id = $1
               AND expires_at > $3
               AND (used_by IS NULL OR (used_by = $2 AND used_by <> ''))
            RETURNING method, message, expires_at
            """;

    private static final String ADD_CHALLENGE =
            "INSERT INTO challenge (id, method, message, expires_at) VALUES ($1, $2, $3, $4)";

    /** Uses challenge_by_age. */
    private static final String FORGET_CHALLENGES = "DELETE FROM challenge WHERE expires_at < $1";

    private static final String END_SESSION = "DELETE FROM login_session WHERE id = $1";

    private static final String ADD_SESSION =
            """
            INSERT INTO login_session (id, account_id, login_key_id, created_at, expires_at)
            VALUES (:id, :account, :loginKey, :now, :end)
            """;

    private static final String PROLONG = "UPDATE login_session SET expires_at = :end WHERE id = :id";

    private static final String ADD_TOKEN =
            "INSERT INTO refresh_token (hash, session_id, expires_at) VALUES (:hash, :session, :end)";

    private final Pool pool;
    private final Sessions sessions;

    SessionStore(Pool pool, Sessions sessions) {
        this.pool = pool;
        this.sessions = sessions;
    }

    public Uni<Void> addChallenge(Challenge challenge) {
        return pool.preparedQuery(ADD_CHALLENGE)
                .execute(Tuple.of(
                        challenge.id(),
                        challenge.method().word(),
                        challenge.message(),
                        challenge.expiresAt().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** The challenge, which no other use will get; empty where it was used, is over or never was. */
    public Uni<Optional<Challenge>> takeChallenge(UUID id, String usedBy, Instant now) {
        return pool.preparedQuery(TAKE)
                .execute(Tuple.of(id, usedBy, now.atOffset(ZoneOffset.UTC)))
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(new Challenge(
                                id,
                                LoginKeyType.find(row.getString("method")).orElseThrow(),
                                row.getString("message"),
                                row.getOffsetDateTime("expires_at").toInstant()));
                    }
                    return Optional.empty();
                });
    }

    public Uni<Void> forgetChallenges(Instant before) {
        return pool.preparedQuery(FORGET_CHALLENGES)
                .execute(Tuple.of(before.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** Ends a session at once, at every copy of the server, with its refresh tokens. */
    public Uni<Void> end(UUID sessionId) {
        return pool.preparedQuery(END_SESSION).execute(Tuple.of(sessionId)).replaceWithVoid();
    }

    public Uni<Void> addSession(UUID id, AccountId account, LoginKeyId loginKey, Instant now, Instant end) {
        return execute(
                ADD_SESSION,
                Map.of(
                        "id", id,
                        "account", account.value(),
                        "loginKey", loginKey.value(),
                        "now", now.atOffset(ZoneOffset.UTC),
                        "end", end.atOffset(ZoneOffset.UTC)));
    }

    public Uni<Void> prolong(UUID id, Instant end) {
        return execute(PROLONG, Map.of("id", id, "end", end.atOffset(ZoneOffset.UTC)));
    }

    public Uni<Void> addToken(byte[] hash, UUID sessionId, Instant end) {
        return execute(ADD_TOKEN, Map.of("hash", hash, "session", sessionId, "end", end.atOffset(ZoneOffset.UTC)));
    }

    /** The token under its row's lock, or nothing. */
    public Uni<Optional<RefreshTokenEntity>> lockToken(byte[] hash) {
        return sessions.current().chain(session -> session.createQuery(
                        "FROM RefreshTokenEntity WHERE hash = :hash", RefreshTokenEntity.class)
                .setParameter("hash", hash)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getSingleResultOrNull()
                .map(Optional::ofNullable));
    }

    private Uni<Void> execute(String sql, Map<String, Object> parameters) {
        return sessions.current()
                .chain(session -> {
                    Mutiny.MutationQuery query = session.createNativeQuery(sql);
                    parameters.forEach(query::setParameter);
                    return query.executeUpdate();
                })
                .replaceWithVoid();
    }
}
