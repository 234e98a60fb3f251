package io.countersign.key.store;

import io.countersign.kernel.KeyId;
import io.countersign.kernel.ProposalId;
import io.countersign.key.model.NoncePointTakenException;
import io.countersign.key.model.SignatureNonce;
import io.countersign.platform.db.Sessions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Takes the nonces of signatures for good, in the transaction that takes the signatures in. The table's key is what keeps each for one. */
@ApplicationScoped
public class SignatureNonceStore {

    private static final String OFFERED =
            """
            unnest(string_to_array(:r, ','), string_to_array(:publicKeys, ','), string_to_array(:sighashes, ','),
                   string_to_array(:keyIds, ';')) offered (r, public_key, sighash, key_ids)
            """;

    /** In one order, so that two who take the same nonces do not wait for each other. */
    private static final String TAKE =
            """
            INSERT INTO signature_nonce (r, public_key, sighash, key_ids, proposal_id)
            SELECT decode(offered.r, 'hex'), decode(offered.public_key, 'hex'), decode(offered.sighash, 'hex'), offered.key_ids,
                   CAST(:proposal AS uuid)
              FROM %s
             ORDER BY 1
                ON CONFLICT (r) DO NOTHING
            """
                    .formatted(OFFERED);

    /** Uses the primary key of signature_nonce. */
    private static final String COUNT_OTHERS =
            """
            SELECT count(*)
              FROM %s
              JOIN signature_nonce used ON used.r = decode(offered.r, 'hex')
             WHERE (used.public_key, used.sighash) <> (decode(offered.public_key, 'hex'), decode(offered.sighash, 'hex'))
            """
                    .formatted(OFFERED);

    private final Sessions sessions;

    SignatureNonceStore(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Fails with {@link NoncePointTakenException} where another contribution took one of them meanwhile, for another message. */
    public Uni<Void> take(@Nullable ProposalId id, List<SignatureNonce> nonces) {
        return nonces.isEmpty()
                ? Uni.createFrom().voidItem()
                : sessions.current().call(Mutiny.Session::flush).chain(session -> inserted(session, id, nonces)
                        .chain(count ->
                                count == nonces.size() ? Uni.createFrom().voidItem() : requireSame(session, nonces)));
    }

    private static Uni<Integer> inserted(Mutiny.Session session, @Nullable ProposalId id, List<SignatureNonce> nonces) {
        return offering(session.createNativeQuery(TAKE), nonces)
                .setParameter("proposal", id == null ? null : id.value())
                .executeUpdate();
    }

    private static Uni<Void> requireSame(Mutiny.Session session, List<SignatureNonce> nonces) {
        return offering(session.createNativeQuery(COUNT_OTHERS, Long.class), nonces)
                .getSingleResult()
                .invoke(others -> {
                    if (others > 0) {
                        throw new NoncePointTakenException();
                    }
                })
                .replaceWithVoid();
    }

    /** Sets what {@link #OFFERED} names. */
    private static <Q extends Mutiny.AbstractQuery> Q offering(Q query, List<SignatureNonce> nonces) {
        query.setParameter("r", joined(nonces, ",", nonce -> nonce.r().toHex()));
        query.setParameter(
                "publicKeys", joined(nonces, ",", nonce -> nonce.publicKey().toHex()));
        query.setParameter(
                "sighashes", joined(nonces, ",", nonce -> nonce.sighash().toHex()));
        query.setParameter("keyIds", joined(nonces, ";", SignatureNonceStore::keyIds));
        return query;
    }

    private static String keyIds(SignatureNonce nonce) {
        return nonce.keyIds().stream().map(KeyId::toString).collect(Collectors.joining(","));
    }

    private static String joined(List<SignatureNonce> nonces, String separator, Function<SignatureNonce, String> text) {
        return nonces.stream().map(text).collect(Collectors.joining(separator));
    }
}
