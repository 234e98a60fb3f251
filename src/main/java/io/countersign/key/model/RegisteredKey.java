package io.countersign.key.model;

import io.countersign.crypto.key.CosignerKey;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.WalletId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cosigner's key in a wallet. {@code position} is its place in the descriptor; {@code nonce} makes the challenge new after each
 * use; an imported key has no holder until its cosigner claims it.
 */
public record RegisteredKey(
        KeyId id,
        WalletId walletId,
        int position,
        CosignerKey key,
        String label,
        Device device,
        @Nullable AccountId holderId,
        KeyState state,
        String nonce,
        @Nullable Verification proof,
        @Nullable Confirmation confirmation) {

    public Optional<AccountId> holder() {
        return Optional.ofNullable(holderId);
    }

    public boolean isHeldBy(AccountId account) {
        return account.equals(holderId);
    }

    /** True of confirmed keys as well. */
    public boolean isProven() {
        return state == KeyState.PROVEN || state == KeyState.CONFIRMED;
    }

    public boolean isConfirmed() {
        return state == KeyState.CONFIRMED;
    }

    /** The one line that a proof signs; empty while nobody holds the key. */
    public Optional<String> challenge(String publicUrl) {
        return holder().map(account -> "Countersign key proof at %s wallet %s key %s holder %s nonce %s"
                .formatted(publicUrl, walletId, key.fingerprint(), account, nonce));
    }

    public RegisteredKey claimedBy(AccountId account, String freshNonce) {
        return new RegisteredKey(
                id, walletId, position, key, label, device, account, state, freshNonce, proof, confirmation);
    }

    public RegisteredKey proven(Verification verification, String freshNonce) {
        return new RegisteredKey(
                id,
                walletId,
                position,
                key,
                label,
                device,
                holderId,
                KeyState.PROVEN,
                freshNonce,
                verification,
                confirmation);
    }

    public RegisteredKey confirmed(Confirmation shown) {
        return new RegisteredKey(
                id, walletId, position, key, label, device, holderId, KeyState.CONFIRMED, nonce, proof, shown);
    }

    /** Its private part can be worked out by others; there is no way back from this. */
    public RegisteredKey compromised() {
        return new RegisteredKey(
                id, walletId, position, key, label, device, holderId, KeyState.COMPROMISED, nonce, proof, confirmation);
    }

    /** Refuses a key of which no more can be said. */
    public void requireNotCompromised() {
        if (state == KeyState.COMPROMISED) {
            throw KeyRefusal.KEY_COMPROMISED.refuse(
                    "The private part of this key can be worked out by others. Make a new key for it on the device.");
        }
    }

    /** The holder, or the refusal that tells who may do this. */
    public void requireHeldBy(AccountId account) {
        if (holderId == null) {
            throw KeyRefusal.KEY_WITHOUT_HOLDER.refuse(
                    "The key is held by nobody yet; its cosigner claims it with an invitation that names it.");
        }
        if (!isHeldBy(account)) {
            throw KeyRefusal.NOT_THE_HOLDER.refuse("Only the cosigner who holds the key may do this.");
        }
    }
}
