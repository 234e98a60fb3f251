package io.countersign.proposal;

import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.verify.Violation;
import io.countersign.kernel.WalletId;
import io.countersign.platform.identity.Caller;
import io.countersign.proposal.model.ReusedNonces;
import io.countersign.proposal.model.SignatureNonce;
import io.countersign.proposal.store.NonceQueries;
import io.countersign.wallet.WalletService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks up the nonce of every right signature that is offered, over all keys and wallets, before anything is stored. One that comes again over
 * another message gives its key away, so that its holder and the wallets are told though the file is refused.
 */
@ApplicationScoped
public class SignatureNonces {

    private final NonceQueries queries;
    private final WalletService wallets;

    SignatureNonces(NonceQueries queries, WalletService wallets) {
        this.queries = queries;
        this.wallets = wallets;
    }

    /** What a verified file brings; refused as a whole where something in it is wrong or was made with a nonce of before. */
    public Uni<Upload> judge(Caller caller, Verified verified, Instant now) {
        return reused(caller, verified.facts().walletId(), verified.signatureNonces())
                .map(violations -> Judging.required(verified, violations, now));
    }

    private Uni<List<Violation>> reused(Caller caller, WalletId walletId, List<SignatureNonce> offered) {
        if (offered.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        Set<Bytes32> asked = offered.stream().map(SignatureNonce::r).collect(Collectors.toSet());
        return queries.known(asked)
                .map(known -> new ReusedNonces(offered, known))
                .call(reused -> told(caller, walletId, reused))
                .map(ReusedNonces::violations);
    }

    private Uni<Void> told(Caller caller, WalletId walletId, ReusedNonces reused) {
        return reused.exposed().isEmpty()
                ? Uni.createFrom().voidItem()
                : wallets.compromise(caller.accountId(), walletId, reused.exposed());
    }
}
