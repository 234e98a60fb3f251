package io.countersign.account.store;

import io.countersign.account.model.Challenge;
import io.countersign.account.model.LoginKeyType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Challenges, shared by all copies of the server. One that was used is deleted. */
@ApplicationScoped
public class ChallengeStore {

    /** Uses the primary key. */
    private static final String FIND =
            "SELECT method, message, expires_at FROM challenge WHERE id = $1 AND expires_at > $2";

    private static final String ADD =
            "INSERT INTO challenge (id, method, message, expires_at) VALUES (:id, :method, :message, :end)";

    /** Of two uses at once the second waits for the first, and finds nothing. */
    private static final String USE = "DELETE FROM challenge WHERE id = :id AND expires_at > :now";

    /** Uses challenge_by_age. */
    private static final String FORGET = "DELETE FROM challenge WHERE expires_at < $1";

    private final Pool pool;
    private final NativeSql sql;

    ChallengeStore(Pool pool, NativeSql sql) {
        this.pool = pool;
        this.sql = sql;
    }

    /** The challenge, if it can still be used. */
    public Uni<Optional<Challenge>> find(UUID id, Instant now) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(id, now.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(read(id, rows.iterator().next())));
    }

    public Uni<Void> add(Challenge challenge) {
        return sql.execute(
                        ADD,
                        Map.of(
                                "id", challenge.id(),
                                "method", challenge.method().word(),
                                "message", challenge.message(),
                                "end", challenge.expiresAt().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** Uses a challenge up; false where that was done before, or it is over, or never was. */
    public Uni<Boolean> use(UUID id, Instant now) {
        return sql.execute(USE, Map.of("id", id, "now", now.atOffset(ZoneOffset.UTC)))
                .map(used -> used == 1);
    }

    public Uni<Void> forgetOver(Instant now) {
        return pool.preparedQuery(FORGET)
                .execute(Tuple.of(now.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    private static Challenge read(UUID id, Row row) {
        return new Challenge(
                id,
                LoginKeyType.find(row.getString("method")).orElseThrow(),
                row.getString("message"),
                row.getOffsetDateTime("expires_at").toInstant());
    }
}
