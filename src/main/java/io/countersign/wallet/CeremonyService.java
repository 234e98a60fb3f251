package io.countersign.wallet;

import io.countersign.account.LoginSignatures;
import io.countersign.crypto.MalformedException;
import io.countersign.crypto.key.CosignerKey;
import io.countersign.crypto.key.ExtendedPublicKey;
import io.countersign.crypto.script.Address;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.Right;
import io.countersign.kernel.WalletId;
import io.countersign.key.UsedNonces;
import io.countersign.key.model.Confirmation;
import io.countersign.key.model.Device;
import io.countersign.key.model.KeyProof;
import io.countersign.key.model.KeyRefusal;
import io.countersign.key.model.KeyState;
import io.countersign.key.model.NoncePointTakenException;
import io.countersign.key.model.ProofOfPossession;
import io.countersign.key.model.RegisteredKey;
import io.countersign.key.model.ReusedNonces;
import io.countersign.key.model.SignatureNonce;
import io.countersign.key.model.Verification;
import io.countersign.platform.config.PublicUrl;
import io.countersign.platform.db.Answer;
import io.countersign.platform.db.Render;
import io.countersign.platform.db.Transactions;
import io.countersign.platform.identity.Caller;
import io.countersign.platform.identity.WalletRights;
import io.countersign.platform.time.Ids;
import io.countersign.platform.work.Workers;
import io.countersign.wallet.model.Wallet;
import io.countersign.wallet.model.WalletRefusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The ceremony of a wallet: keys are registered, proven, and the first address confirmed by every cosigner. */
@ApplicationScoped
public class CeremonyService {

    private final WalletService wallets;
    private final WalletRights rights;
    private final LoginSignatures loginSignatures;
    private final ForbiddenChildren forbiddenChildren;
    private final UsedNonces nonces;
    private final Transactions transactions;
    private final Workers workers;
    private final Ids ids;
    private final Clock clock;
    private final String publicUrl;

    CeremonyService(
            WalletService wallets,
            WalletRights rights,
            LoginSignatures loginSignatures,
            ForbiddenChildren forbiddenChildren,
            UsedNonces nonces,
            Transactions transactions,
            Workers workers,
            Ids ids,
            Clock clock,
            PublicUrl publicUrl) {
        this.wallets = wallets;
        this.rights = rights;
        this.loginSignatures = loginSignatures;
        this.forbiddenChildren = forbiddenChildren;
        this.nonces = nonces;
        this.transactions = transactions;
        this.workers = workers;
        this.ids = ids;
        this.clock = clock;
        this.publicUrl = publicUrl.text();
    }

    /** The one line that a key's proof signs now. */
    public Optional<String> challenge(RegisteredKey key) {
        return key.challenge(publicUrl);
    }

    /** 404 for no member and no such key; 403 for who is neither its holder nor, where that suffices, an owner. */
    public Uni<Void> requireKey(Caller caller, WalletId walletId, KeyId keyId, boolean mayOwner) {
        return rights.require(caller, walletId, Right.READ)
                .chain(() -> wallets.get(walletId))
                .map(wallet -> wallet.key(keyId))
                .chain(key -> key.isHeldBy(caller.accountId())
                        ? rights.require(caller, walletId, Right.COSIGN)
                        : requireOther(caller, walletId, key, mayOwner));
    }

    /** Registers the caller's key, at {@code position} or else the next free one. */
    public Uni<Answer> register(
            Caller caller,
            WalletId walletId,
            String keyText,
            @Nullable Integer position,
            String label,
            Device device,
            Consumer<Wallet> precondition,
            Render<Wallet> render) {
        return wallets.get(walletId)
                .map(wallet -> key(keyText, wallet))
                .call(key -> forbiddenChildren.requireNone(caller.accountId(), key))
                .chain(key -> wallets.change(
                        caller.accountId(),
                        walletId,
                        wallet -> {
                            precondition.accept(wallet);
                            int place = wallet.positionFor(position);
                            return wallet.register(candidate(caller, wallet, place, key, label, device));
                        },
                        render));
    }

    /** Judges a proof over the key's challenge and marks the key proven. */
    public Uni<Answer> prove(
            Caller caller,
            WalletId walletId,
            KeyId keyId,
            KeyProof proof,
            Consumer<Wallet> precondition,
            Render<Wallet> render) {
        return wallets.get(walletId)
                .chain(wallet -> judged(caller, wallet, keyId, proof))
                .chain(judged -> transactions.answering(() -> wallets.changeWithin(
                                caller.accountId(),
                                walletId,
                                wallet -> {
                                    precondition.accept(wallet);
                                    requireSameChallenge(wallet.key(keyId), judged.verification());
                                    return wallet.prove(keyId, judged.verification(), wallets.freshNonce());
                                },
                                render)
                        .call(() -> nonces.take(null, judged.nonces()))))
                // Who took the nonce in the meantime is found by judging once more.
                .onFailure(NoncePointTakenException.class)
                .retry()
                .atMost(1);
    }

    /** The owner goes without the proof of a device that can't sign messages; everybody can see it. */
    public Uni<Answer> waiveProof(
            Caller caller, WalletId walletId, KeyId keyId, Consumer<Wallet> precondition, Render<Wallet> render) {
        return rights.require(caller, walletId, Right.OWN)
                .chain(() -> wallets.change(
                        caller.accountId(),
                        walletId,
                        wallet -> {
                            precondition.accept(wallet);
                            return wallet.prove(keyId, Verification.waived(clock.instant()), wallets.freshNonce());
                        },
                        render));
    }

    /** The holder tells what the device showed as the first address. */
    public Uni<Answer> confirm(
            Caller caller,
            WalletId walletId,
            KeyId keyId,
            String shown,
            @Nullable String signature,
            Consumer<Wallet> precondition,
            Render<Wallet> render) {
        return wallets.get(walletId).chain(wallet -> confirmation(caller, wallet, shown, signature)
                .chain(confirmation -> wallets.change(
                        caller.accountId(),
                        walletId,
                        current -> {
                            precondition.accept(current);
                            return current.confirm(keyId, caller.accountId(), address(wallet, shown), confirmation);
                        },
                        render)));
    }

    public Uni<Answer> remove(
            Caller caller, WalletId walletId, KeyId keyId, Consumer<Wallet> precondition, Render<Wallet> render) {
        return wallets.change(
                caller.accountId(),
                walletId,
                wallet -> {
                    precondition.accept(wallet);
                    return wallet.remove(keyId);
                },
                render);
    }

    private Uni<Void> requireOther(Caller caller, WalletId walletId, RegisteredKey key, boolean mayOwner) {
        if (mayOwner) {
            return rights.require(caller, walletId, Right.OWN);
        }
        return rights.require(caller, walletId, Right.COSIGN).invoke(() -> key.requireHeldBy(caller.accountId()));
    }

    /** What can be read, but not stand in this wallet, is refused as such. */
    private static CosignerKey key(String text, Wallet wallet) {
        try {
            return CosignerKey.parse(text, wallet.network());
        } catch (MalformedException e) {
            if (e.format().equals(CosignerKey.FORMAT) || e.format().equals(ExtendedPublicKey.PRIVATE)) {
                throw KeyRefusal.KEY_REFUSED.refuse(e.getMessage());
            }
            throw e;
        }
    }

    private RegisteredKey candidate(
            Caller caller, Wallet wallet, int position, CosignerKey key, String label, Device device) {
        return new RegisteredKey(
                new KeyId(ids.next()),
                wallet.id(),
                position,
                key,
                label,
                device,
                caller.accountId(),
                KeyState.REGISTERED,
                wallets.freshNonce(),
                null,
                null);
    }

    private Uni<JudgedProof> judged(Caller caller, Wallet wallet, KeyId keyId, KeyProof proof) {
        RegisteredKey key = wallet.key(keyId);
        key.requireHeldBy(caller.accountId());
        key.requireNotCompromised();
        String challenge = challenge(key).orElseThrow();
        Verification verification = Verification.signed(challenge, proof, clock.instant());
        if (key.isProven()) {
            return Uni.createFrom().item(new JudgedProof(verification, List.of()));
        }
        return workers.compute(() -> ProofOfPossession.require(key.key().key(), wallet.network(), challenge, proof))
                .map(use -> List.of(new SignatureNonce(use, List.of(keyId))))
                .call(offered -> requireFresh(caller, wallet.id(), offered))
                .map(offered -> new JudgedProof(verification, offered));
    }

    /** A nonce of before gives the key away, so that the proof is refused, and its holder and the wallets are told. */
    private Uni<Void> requireFresh(Caller caller, WalletId walletId, List<SignatureNonce> offered) {
        return nonces.reused(offered)
                .map(ReusedNonces::exposed)
                .chain(exposed -> exposed.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : wallets.compromise(caller.accountId(), walletId, exposed)
                                .invoke(() -> {
                                    throw KeyRefusal.PROOF_WRONG.refuse(
                                            "An earlier signature has the same r over another message, which gives the private key away.");
                                }));
    }

    /** The challenge may have been used by another request while this one's signature was judged. */
    private void requireSameChallenge(RegisteredKey key, Verification verification) {
        if (!key.isProven() && !challenge(key).equals(Optional.ofNullable(verification.challenge()))) {
            throw KeyRefusal.PROOF_WRONG.refuse("The challenge has been renewed meanwhile; sign the new one.");
        }
    }

    private Uni<Confirmation> confirmation(Caller caller, Wallet wallet, String shown, @Nullable String signature) {
        String known = address(wallet, shown).text();
        if (signature == null) {
            return Uni.createFrom().item(new Confirmation(known, null, null, clock.instant(), null));
        }
        List<String> lines = List.of(
                "Countersign confirmation",
                "wallet " + wallet.id(),
                "descriptor " + wallet.descriptor().text(),
                "address " + known);
        return loginSignatures
                .signer(caller.accountId(), lines, signature)
                .map(signer -> signer.orElseThrow(() -> KeyRefusal.CONFIRMATION_SIGNATURE_WRONG.refuse(
                        "No login key of yours made this signature over the confirmation's four lines.")))
                .map(signer -> new Confirmation(known, signature, signer, clock.instant(), null));
    }

    private static Address address(Wallet wallet, String text) {
        try {
            return Address.parse(text, wallet.network());
        } catch (MalformedException e) {
            throw WalletRefusal.NOT_AN_ADDRESS.refuse("firstAddress is an address of %s, as the device showed it."
                    .formatted(wallet.network().word()));
        }
    }

    /** Claims an imported key for an account that an invitation has brought; within the transaction under way. */
    public Uni<Void> claim(AccountId account, WalletId walletId, KeyId keyId) {
        return wallets.changeWithin(
                        account,
                        walletId,
                        wallet -> wallet.claim(keyId, account, wallets.freshNonce()),
                        (wallet, entries) -> Answer.noContent())
                .replaceWithVoid();
    }

    /** A right proof, and the nonce that it was made with; none where the key has been proven before. */
    private record JudgedProof(Verification verification, List<SignatureNonce> nonces) {}
}
