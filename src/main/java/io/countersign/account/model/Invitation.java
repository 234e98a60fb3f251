package io.countersign.account.model;

import io.countersign.kernel.AccountId;
import io.countersign.kernel.Event;
import io.countersign.kernel.EventType;
import io.countersign.kernel.EventValue.Field;
import io.countersign.kernel.InvitationId;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.WalletId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An invitation to an account, or to a role in a wallet. {@code role} is {@code member}, {@code operator} or a wallet's role. One that
 * the server made itself has no creator; the first operator's has no expiry either.
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

    /** Whether it is the first operator's: the only one that does not expire. */
    public boolean isFirst() {
        return expiresAt == null;
    }

    public boolean isOpenAt(Instant now) {
        return stateAt(now).equals("open");
    }

    /** What happened to it, for the journal. */
    public Event event(EventType type) {
        return new Event(
                type,
                walletId,
                null,
                keyId,
                List.of(Field.word("invitationId", id.toString()), Field.word("role", role)));
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
