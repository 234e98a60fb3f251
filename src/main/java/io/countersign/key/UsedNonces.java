package io.countersign.key;

import io.countersign.crypto.bytes.Bytes32;
import io.countersign.kernel.ProposalId;
import io.countersign.key.model.NoncePointTakenException;
import io.countersign.key.model.ReusedNonces;
import io.countersign.key.model.SignatureNonce;
import io.countersign.key.store.SignatureNonceQueries;
import io.countersign.key.store.SignatureNonceStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The nonces of all right signatures that there ever were, over all keys and wallets: two messages signed with one give the key away. */
@ApplicationScoped
public class UsedNonces {

    private final SignatureNonceQueries queries;
    private final SignatureNonceStore store;

    UsedNonces(SignatureNonceQueries queries, SignatureNonceStore store) {
        this.queries = queries;
        this.store = store;
    }

    /** Which of these were used before, by any signature or MuSig2 nonce. */
    public Uni<ReusedNonces> reused(List<SignatureNonce> offered) {
        if (offered.isEmpty()) {
            return Uni.createFrom().item(new ReusedNonces(offered, List.of()));
        }
        Set<Bytes32> asked = offered.stream().map(SignatureNonce::r).collect(Collectors.toSet());
        return queries.known(asked).map(known -> new ReusedNonces(offered, known));
    }

    /**
     * Takes them for good, in the transaction under way; what is over another message by then fails with {@link NoncePointTakenException}.
     *
     * @param proposalId null where they are of proofs of possession
     */
    public Uni<Void> take(@Nullable ProposalId proposalId, List<SignatureNonce> nonces) {
        return store.take(proposalId, nonces);
    }
}
