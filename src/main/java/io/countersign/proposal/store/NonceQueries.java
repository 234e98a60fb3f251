package io.countersign.proposal.store;

import io.countersign.crypto.bytes.Bytes32;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.ProposalId;
import io.countersign.proposal.model.TakenPoint;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Questions about the nonces of all signing sessions there ever were. */
@ApplicationScoped
public class NonceQueries {

    private static final String ASKED = "(SELECT decode(asked, 'hex') FROM unnest($1::text[]) asked)";

    /** The same cosigner's key in all wallets. Uses cosigner_key_by_extended_key. */
    private static final String SAME_KEYS =
            """
            JOIN cosigner_key own ON own.id = %s
              JOIN cosigner_key same ON split_part(same.key_text, ']', 2) = split_part(own.key_text, ']', 2)
            """;

    /** Uses the primary keys of nonce_point and of signature_nonce. No session has the number 0, no seat is -1, and a proof has no proposal. */
    private static final String TAKEN =
            """
            SELECT point.x, nonce.proposal_id, nonce.session, nonce.seat, seat.input_index, same.id AS key_id
              FROM nonce_point point
              JOIN musig_nonce nonce ON nonce.id = point.nonce_id
              JOIN musig_seat seat ON seat.proposal_id = nonce.proposal_id AND seat.seat = nonce.seat
              %s
             WHERE point.x IN %s
             UNION ALL
            SELECT used.r, used.proposal_id, 0, -1, -1, same.id
              FROM signature_nonce used
             CROSS JOIN unnest(string_to_array(used.key_ids, ',')) maker
              %s
             WHERE used.r IN %s
            """
                    .formatted(SAME_KEYS.formatted("seat.key_id"), ASKED, SAME_KEYS.formatted("maker::uuid"), ASKED);

    private final Pool pool;

    NonceQueries(Pool pool) {
        this.pool = pool;
    }

    /** Which of these points, named by their x, were taken before, by each key that is the taker's. */
    public Uni<List<TakenPoint>> taken(Collection<Bytes32> points) {
        String[] asked = points.stream().map(Bytes32::toHex).toArray(String[]::new);
        return pool.preparedQuery(TAKEN)
                .execute(Tuple.tuple().addArrayOfString(asked))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(NonceQueries::point)
                        .toList());
    }

    private static TakenPoint point(Row row) {
        UUID proposal = row.getUUID("proposal_id");
        return new TakenPoint(
                Bytes32.wrap(row.getBuffer("x").getBytes()),
                proposal == null ? null : new ProposalId(proposal),
                row.getInteger("session"),
                row.getInteger("seat"),
                row.getInteger("input_index"),
                new KeyId(row.getUUID("key_id")));
    }
}
