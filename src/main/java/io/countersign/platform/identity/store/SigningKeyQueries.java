package io.countersign.platform.identity.store;

import io.countersign.crypto.bytes.Bytes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;

/** Reads and adds signing keys, in transactions of their own. The table never has more than a few rows. */
@ApplicationScoped
public class SigningKeyQueries {

    private static final String ALL =
            """
            SELECT generation, kid, public_jwk, sealed_private, created_at, signs_from
              FROM signing_key
             ORDER BY generation
            """;

    private static final String ADD =
            """
            INSERT INTO signing_key (generation, kid, public_jwk, sealed_private, created_at, signs_from)
            VALUES ($1, $2, $3, $4, $5, $6)
                ON CONFLICT DO NOTHING
            """;

    /** Keeps the one that signs and its predecessor, whose tokens may still be valid. */
    private static final String FORGET_OLD = "DELETE FROM signing_key WHERE generation < $1 - 2";

    private final Pool pool;

    SigningKeyQueries(Pool pool) {
        this.pool = pool;
    }

    public Uni<List<StoredSigningKey>> all() {
        return pool.query(ALL).execute().map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(SigningKeyQueries::read)
                .toList());
    }

    /** Adds a generation, unless another copy of the server was faster. */
    public Uni<Void> add(StoredSigningKey key) {
        Tuple row = Tuple.tuple()
                .addInteger(key.generation())
                .addString(key.kid())
                .addString(key.publicJwk())
                .addBuffer(Buffer.buffer(key.sealedPrivate().toArray()))
                .addOffsetDateTime(key.createdAt().atOffset(ZoneOffset.UTC))
                .addOffsetDateTime(key.signsFrom().atOffset(ZoneOffset.UTC));
        return pool.preparedQuery(ADD)
                .execute(row)
                .chain(added -> pool.preparedQuery(FORGET_OLD).execute(Tuple.of(key.generation())))
                .replaceWithVoid();
    }

    private static StoredSigningKey read(Row row) {
        return new StoredSigningKey(
                row.getInteger("generation"),
                row.getString("kid"),
                row.getString("public_jwk"),
                Bytes.wrap(row.getBuffer("sealed_private").getBytes()),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("signs_from").toInstant());
    }
}
