package io.countersign.proposal.store;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.ProposalId;
import io.countersign.proposal.model.TakenPoint;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Questions about the nonces of all signing sessions there ever were. */
@ApplicationScoped
public class NonceQueries {

    /** Uses the primary key of nonce_point. */
    private static final String TAKEN =
            """
            SELECT point.x, nonce.proposal_id, nonce.session, nonce.seat, seat.input_index, seat.key_id
              FROM nonce_point point
              JOIN musig_nonce nonce ON nonce.id = point.nonce_id
              JOIN musig_seat seat ON seat.proposal_id = nonce.proposal_id AND seat.seat = nonce.seat
             WHERE point.x IN (SELECT decode(asked, 'hex') FROM unnest($1::text[]) asked)
            """;

    private final Pool pool;

    NonceQueries(Pool pool) {
        this.pool = pool;
    }

    /** Which of these points, named by their x, were taken before. */
    public Uni<List<TakenPoint>> taken(Collection<Bytes32> points) {
        String[] asked = points.stream().map(Bytes32::toHex).toArray(String[]::new);
        return pool.preparedQuery(TAKEN)
                .execute(Tuple.tuple().addArrayOfString(asked))
                .map(rows -> {
                    List<TakenPoint> found = new ArrayList<>();
                    rows.forEach(row -> found.add(point(row)));
                    return found;
                });
    }

    private static TakenPoint point(Row row) {
        return new TakenPoint(
                new Bytes32(Bytes.wrap(row.getBuffer("x").getBytes())),
                new ProposalId(row.getUUID("proposal_id")),
                row.getInteger("session"),
                row.getInteger("seat"),
                row.getInteger("input_index"),
                new KeyId(row.getUUID("key_id")));
    }
}
