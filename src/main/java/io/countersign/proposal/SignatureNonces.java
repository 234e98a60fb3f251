package io.countersign.proposal;

import io.countersign.crypto.verify.Violation;
import io.countersign.kernel.ProposalId;
import io.countersign.kernel.WalletId;
import io.countersign.key.UsedNonces;
import io.countersign.key.model.ReusedNonces;
import io.countersign.key.model.SignatureNonce;
import io.countersign.platform.identity.Caller;
import io.countersign.wallet.WalletService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/**
 * Looks up the nonce of every right signature that is offered, over all keys and wallets, before anything is stored. One that comes again over
 * another message gives its key away, so that its holder and the wallets are told though the file is refused.
 */
@ApplicationScoped
public class SignatureNonces {

    private final UsedNonces used;
    private final WalletService wallets;

    SignatureNonces(UsedNonces used, WalletService wallets) {
        this.used = used;
        this.wallets = wallets;
    }

    /** What a verified file brings; refused as a whole where something in it is wrong or was made with a nonce of before. */
    public Uni<Upload> judge(Caller caller, Verified verified, Instant now) {
        return reused(caller, verified.facts().walletId(), verified.signatureNonces())
                .map(violations -> Judging.required(verified, violations, now));
    }

    /** Takes them for good, in the transaction that takes the signatures in, whether they count or not. */
    public Uni<Void> take(ProposalId id, List<SignatureNonce> nonces) {
        return used.take(id, nonces);
    }

    private Uni<List<Violation>> reused(Caller caller, WalletId walletId, List<SignatureNonce> offered) {
        return used.reused(offered)
                .call(reused -> told(caller, walletId, reused))
                .map(ReusedNonces::violations);
    }

    private Uni<Void> told(Caller caller, WalletId walletId, ReusedNonces reused) {
        return reused.exposed().isEmpty()
                ? Uni.createFrom().voidItem()
                : wallets.compromise(caller.accountId(), walletId, reused.exposed());
    }
}
