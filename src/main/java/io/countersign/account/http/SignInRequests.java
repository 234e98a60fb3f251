package io.countersign.account.http;

import io.countersign.account.model.AccountRefusal;
import io.countersign.account.model.LoginKey;
import io.countersign.account.model.LoginKeyType;
import io.countersign.crypto.tx.Network;
import io.countersign.kernel.Refusal;
import io.countersign.platform.http.HttpRefusal;
import io.countersign.platform.http.Required;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What clients send to sign in, to invite and to accept. */
public final class SignInRequests {

    private SignInRequests() {}

    /** The method that a challenge is to serve. */
    public record ChallengeRequest(@Nullable String method) {
        LoginKeyType type() {
            return LoginKeyType.find(Required.member("method", method))
                    .orElseThrow(() -> HttpRefusal.MALFORMED_BODY.refuse("method is es256, ed25519 or bip322."));
        }
    }

    /** A signed challenge. */
    public record TokenRequest(
            @Nullable String challengeId,
            @Nullable String publicKey,
            @Nullable String address,
            @Nullable String signature) {

        /**
         * An address is of a device; a public key of 32 bytes is Ed25519's, any other P-256's. Empty where it is no key at all, which is
         * as good as unknown.
         */
        Optional<LoginKey> loginKey(Network network) {
            if ((publicKey == null) == (address == null)) {
                throw HttpRefusal.MALFORMED_BODY.refuse("Either publicKey or address names the login key.");
            }
            try {
                return Optional.of(
                        address == null
                                ? ofPublicKey(Required.member("publicKey", publicKey), network)
                                : LoginKey.parse(LoginKeyType.BIP322, address, network));
            } catch (Refusal malformed) {
                return Optional.empty();
            }
        }

        private static LoginKey ofPublicKey(String hex, Network network) {
            LoginKeyType type = hex.length() == 64 ? LoginKeyType.ED25519 : LoginKeyType.ES256;
            return LoginKey.parse(type, hex, network);
        }
    }

    /** A refresh token. */
    public record RefreshRequest(@Nullable String refreshToken) {}

    /** A login key with its public key or its address. */
    public record LoginKeyRequest(@Nullable String type, @Nullable String publicKey, @Nullable String address) {

        LoginKey loginKey(Network network) {
            LoginKeyType known = LoginKeyType.find(Required.member("loginKey.type", type))
                    .orElseThrow(() -> AccountRefusal.LOGIN_KEY_MALFORMED.refuse(
                            "A login key's type is es256, ed25519 or bip322."));
            boolean isAddress = known == LoginKeyType.BIP322;
            if (isAddress ? publicKey != null : address != null) {
                throw HttpRefusal.MALFORMED_BODY.refuse("bip322 has an address, es256 and ed25519 have a publicKey.");
            }
            String text = isAddress
                    ? Required.member("loginKey.address", address)
                    : Required.member("loginKey.publicKey", publicKey);
            return LoginKey.parse(known, text, network);
        }
    }

    /** Another login key, with the challenge that it signed. */
    public record AddLoginKeyRequest(
            @Nullable LoginKeyRequest loginKey, @Nullable String challengeId, @Nullable String signature) {}

    /** An invitation to be made. */
    public record InvitationRequest(@Nullable String role, @Nullable String walletId, @Nullable String keyId) {}

    /** A code, and without a token what makes the account. */
    public record AcceptanceRequest(
            @Nullable String code,
            @Nullable String displayName,
            @Nullable LoginKeyRequest loginKey,
            @Nullable String challengeId,
            @Nullable String signature) {}

    /** A challenge's id; one that is none is as good as unknown. */
    static UUID challengeId(@Nullable String text) {
        String id = Required.member("challengeId", text);
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            return new UUID(0, 0);
        }
    }
}
