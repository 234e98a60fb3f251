package io.countersign.account.store;

import io.countersign.kernel.LoginKeyId;
import io.countersign.platform.db.Sessions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Sessions and refresh tokens: shared by all copies of the server. The row of a session is locked before those of its tokens. */
@ApplicationScoped
public class SessionStore {

    private static final String END_SESSION = "DELETE FROM login_session WHERE id = $1";

    private static final String END_SESSION_HERE = "DELETE FROM login_session WHERE id = :id";

    /** The lock on the key makes its removal end this session too. */
    private static final String ADD_SESSION =
            """
            INSERT INTO login_session (id, account_id, login_key_id, created_at, expires_at)
            SELECT CAST(:id AS UUID), key.account_id, key.id, CAST(:now AS TIMESTAMPTZ), CAST(:end AS TIMESTAMPTZ)
              FROM login_key key
             WHERE key.id = :loginKey
               FOR KEY SHARE
            """;

    private static final String LOCK_SESSION = "SELECT id FROM login_session WHERE id = :id FOR UPDATE";

    private static final String PROLONG = "UPDATE login_session SET expires_at = :end WHERE id = :id";

    private static final String ADD_TOKEN =
            "INSERT INTO refresh_token (hash, session_id, expires_at) VALUES (:hash, :session, :end)";

    /** Uses login_session_by_end. */
    private static final String FORGET_SESSIONS = "DELETE FROM login_session WHERE expires_at < $1";

    /** Uses refresh_token_by_end. */
    private static final String FORGET_TOKENS = "DELETE FROM refresh_token WHERE expires_at < $1";

    private final Pool pool;
    private final Sessions sessions;
    private final NativeSql sql;

    SessionStore(Pool pool, Sessions sessions, NativeSql sql) {
        this.pool = pool;
        this.sessions = sessions;
        this.sql = sql;
    }

    /** Ends a session at once, at every copy of the server, with its refresh tokens. */
    public Uni<Void> end(UUID sessionId) {
        return pool.preparedQuery(END_SESSION).execute(Tuple.of(sessionId)).replaceWithVoid();
    }

    /** The same in the transaction under way. */
    public Uni<Void> endHere(UUID sessionId) {
        return sql.execute(END_SESSION_HERE, Map.of("id", sessionId)).replaceWithVoid();
    }

    /** Adds a session of the login key's account; false where the key has been taken away. */
    public Uni<Boolean> addSession(UUID id, LoginKeyId loginKey, Instant now, Instant end) {
        return sql.execute(
                        ADD_SESSION,
                        Map.of(
                                "id", id,
                                "loginKey", loginKey.value(),
                                "now", now.atOffset(ZoneOffset.UTC),
                                "end", end.atOffset(ZoneOffset.UTC)))
                .map(added -> added == 1);
    }

    /** Locks a session's row; false where it has ended. */
    public Uni<Boolean> lockSession(UUID id) {
        return sql.select(LOCK_SESSION, UUID.class, Map.of("id", id)).map(rows -> !rows.isEmpty());
    }

    public Uni<Void> prolong(UUID id, Instant end) {
        return sql.execute(PROLONG, Map.of("id", id, "end", end.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    public Uni<Void> addToken(byte[] hash, UUID sessionId, Instant end) {
        return sql.execute(ADD_TOKEN, Map.of("hash", hash, "session", sessionId, "end", end.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
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

    /** Forgets sessions and tokens that are over. */
    public Uni<Void> forgetOver(Instant now) {
        Tuple end = Tuple.of(now.atOffset(ZoneOffset.UTC));
        return pool.preparedQuery(FORGET_SESSIONS)
                .execute(end)
                .chain(() -> pool.preparedQuery(FORGET_TOKENS).execute(end))
                .replaceWithVoid();
    }
}
