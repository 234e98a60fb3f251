package io.countersign.journal.log.store;

import io.countersign.crypto.merkle.NoteSignature;
import io.countersign.journal.log.LastCosigned;
import io.countersign.journal.log.SignedCheckpoint;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;

/** The cosignatures that witnesses gave. */
@ApplicationScoped
public class Cosignatures {

    /** Uses log_cosignature_by_witness. */
    private static final String LAST =
            """
            SELECT size, cosigned_at
              FROM log_cosignature
             WHERE witness = $1
               AND epoch = $2
             ORDER BY size DESC
             LIMIT 1
            """;

    private static final String KEEP =
            """
            INSERT INTO log_cosignature (epoch, size, witness, line, cosigned_at)
            VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (epoch, size, witness)
                DO UPDATE SET line = EXCLUDED.line, cosigned_at = EXCLUDED.cosigned_at
            """;

    private final Pool pool;

    Cosignatures(Pool pool) {
        this.pool = pool;
    }

    /** What the witness cosigned last in an epoch: to it a new epoch is a new log. */
    public Uni<LastCosigned> last(String witness, int epoch) {
        return pool.preparedQuery(LAST).execute(Tuple.of(witness, epoch)).map(rows -> {
            if (rows.size() == 0) {
                return LastCosigned.NEVER;
            }
            Row row = rows.iterator().next();
            return new LastCosigned(
                    row.getLong("size"), row.getOffsetDateTime("cosigned_at").toInstant());
        });
    }

    /** Keeps a cosignature in the place of an older one of the same witness for the same size. */
    public Uni<Void> keep(SignedCheckpoint signed, String witness, NoteSignature line, Instant now) {
        Tuple row = Tuple.of(signed.epoch(), signed.size(), witness, line.toString(), now.atOffset(ZoneOffset.UTC));
        return pool.preparedQuery(KEEP).execute(row).replaceWithVoid();
    }
}
