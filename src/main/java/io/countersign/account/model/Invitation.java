package io.countersign.account.model;

import io.countersign.kernel.AccountId;
import io.countersign.kernel.InvitationId;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.WalletId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An invitation to an account, or to a role in a wallet. {@code role} is {@code member}, {@code operator} or a wallet's role; the
 * first operator's has no creator and no expiry.
 */
public record Invitation(
        InvitationId id,
        String role,
        @Nullable WalletId walletId,
        @Nullable KeyId keyId,
        @Nullable AccountId createdBy,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant acceptedAt,
        @Nullable Instant withdrawnAt) {

    public static final Duration LIFETIME = Duration.ofDays(7);
    public static final String MEMBER = "member";
    public static final String OPERATOR = "operator";

    public Optional<Role> walletRole() {
        return Role.find(role);
    }

    public boolean isForOperator() {
        return role.equals(OPERATOR);
    }

    /** open, accepted, withdrawn or expired. */
    public String stateAt(Instant now) {
        if (acceptedAt != null) {
            return "accepted";
        }
        if (withdrawnAt != null) {
            return "withdrawn";
        }
        return expiresAt != null && !now.isBefore(expiresAt) ? "expired" : "open";
    }
}
