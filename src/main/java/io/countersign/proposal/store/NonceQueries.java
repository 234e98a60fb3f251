package io.countersign.proposal.store;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.ProposalId;
import io.countersign.proposal.model.KnownNonce;
import io.countersign.proposal.model.TakenPoint;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Questions about the nonces of all signatures and signing sessions there ever were. */
@ApplicationScoped
public class NonceQueries {

    private static final String ASKED = "(SELECT decode(asked, 'hex') FROM unnest($1::text[]) asked)";

    /** The same cosigner's key in all wallets. Uses cosigner_key_by_extended_key. */
    private static final String SAME_KEYS =
            """
            JOIN cosigner_key own ON own.id = %s
              JOIN cosigner_key same ON split_part(same.key_text, ']', 2) = split_part(own.key_text, ']', 2)
            """;

    /** Uses the primary keys of nonce_point and of signature_nonce. No session has the number 0, and no seat -1. */
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

    /** Uses the primary keys of signature_nonce and of nonce_point. */
    private static final String KNOWN =
            """
            SELECT used.r, used.public_key, used.sighash, used.key_ids
              FROM signature_nonce used
             WHERE used.r IN %s
             UNION ALL
            SELECT point.x, NULL, NULL, string_agg(DISTINCT same.id::text, ',')
              FROM nonce_point point
              JOIN musig_nonce nonce ON nonce.id = point.nonce_id
              JOIN musig_seat seat ON seat.proposal_id = nonce.proposal_id AND seat.seat = nonce.seat
              %s
             WHERE point.x IN %s
             GROUP BY point.x
            """
                    .formatted(ASKED, SAME_KEYS.formatted("seat.key_id"), ASKED);

    private final Pool pool;

    NonceQueries(Pool pool) {
        this.pool = pool;
    }

    /** Which of these points, named by their x, were taken before, by each key that is the taker's. */
    public Uni<List<TakenPoint>> taken(Collection<Bytes32> points) {
        return found(TAKEN, points, NonceQueries::point);
    }

    /** Which signatures and points were given before with one of these r values. */
    public Uni<List<KnownNonce>> known(Collection<Bytes32> rValues) {
        return found(KNOWN, rValues, NonceQueries::nonce);
    }

    private <T> Uni<List<T>> found(String query, Collection<Bytes32> xs, Function<Row, T> read) {
        String[] asked = xs.stream().map(Bytes32::toHex).toArray(String[]::new);
        return pool.preparedQuery(query)
                .execute(Tuple.tuple().addArrayOfString(asked))
                .map(rows -> {
                    List<T> found = new ArrayList<>();
                    rows.forEach(row -> found.add(read.apply(row)));
                    return found;
                });
    }

    private static KnownNonce nonce(Row row) {
        Buffer publicKey = row.getBuffer("public_key");
        Buffer sighash = row.getBuffer("sighash");
        return new KnownNonce(
                Bytes32.of(row.getBuffer("r").getBytes()),
                publicKey == null ? null : Bytes.of(publicKey.getBytes()),
                sighash == null ? null : Bytes32.of(sighash.getBytes()),
                Arrays.stream(row.getString("key_ids").split(","))
                        .map(KeyId::fromString)
                        .collect(Collectors.toSet()));
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
