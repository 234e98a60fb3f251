package io.countersign.key.store;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.kernel.KeyId;
import io.countersign.key.model.KnownNonce;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Looks up nonces by their r, or by the x of their points. */
@ApplicationScoped
public class SignatureNonceQueries {

    /** Uses the primary keys of signature_nonce and of nonce_point, and cosigner_key_by_extended_key. */
    private static final String KNOWN =
            """
            WITH asked AS (SELECT decode(hex, 'hex') AS r FROM unnest($1::text[]) hex)
            SELECT used.r, used.public_key, used.sighash, used.key_ids
              FROM signature_nonce used
             WHERE used.r IN (SELECT r FROM asked)
             UNION ALL
            SELECT point.x, NULL, NULL, string_agg(DISTINCT same.id::text, ',')
              FROM nonce_point point
              JOIN musig_nonce nonce ON nonce.id = point.nonce_id
              JOIN musig_seat seat ON seat.proposal_id = nonce.proposal_id AND seat.seat = nonce.seat
              JOIN cosigner_key own ON own.id = seat.key_id
              JOIN cosigner_key same ON split_part(same.key_text, ']', 2) = split_part(own.key_text, ']', 2)
             WHERE point.x IN (SELECT r FROM asked)
             GROUP BY point.x
            """;

    private final Pool pool;

    SignatureNonceQueries(Pool pool) {
        this.pool = pool;
    }

    /** Which signatures and points were given before with one of these r values. */
    public Uni<List<KnownNonce>> known(Collection<Bytes32> rValues) {
        String[] asked = rValues.stream().map(Bytes32::toHex).toArray(String[]::new);
        return pool.preparedQuery(KNOWN)
                .execute(Tuple.tuple().addArrayOfString(asked))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(SignatureNonceQueries::nonce)
                        .toList());
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
}
