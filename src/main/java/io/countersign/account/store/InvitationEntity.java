package io.countersign.account.store;

import io.countersign.account.model.Invitation;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.InvitationId;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.WalletId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** A row of {@code invitation}, as it is changed under its lock. The code itself is stored for the first operator's only, encrypted. */
@NullUnmarked
@Entity
@Table(name = "invitation")
class InvitationEntity {

    @Id
    @Column(name = "id")
    UUID id;

    @Column(name = "code_hash")
    byte[] codeHash;

    @Column(name = "role")
    String role;

    @Column(name = "wallet_id")
    UUID walletId;

    @Column(name = "key_id")
    UUID keyId;

    @Column(name = "created_by")
    UUID createdBy;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "accepted_by")
    UUID acceptedBy;

    @Column(name = "accepted_at")
    Instant acceptedAt;

    @Column(name = "withdrawn_at")
    Instant withdrawnAt;

    @Column(name = "sealed_code")
    byte[] sealedCode;

    static InvitationEntity of(Invitation invitation, byte[] codeHash) {
        InvitationEntity row = new InvitationEntity();
        row.id = invitation.id().value();
        row.codeHash = codeHash;
        row.role = invitation.role();
        row.walletId =
                invitation.walletId() == null ? null : invitation.walletId().value();
        row.keyId = invitation.keyId() == null ? null : invitation.keyId().value();
        row.createdBy =
                invitation.createdBy() == null ? null : invitation.createdBy().value();
        row.createdAt = invitation.createdAt();
        row.expiresAt = invitation.expiresAt();
        return row;
    }

    void accept(AccountId account, Instant now) {
        acceptedBy = account.value();
        acceptedAt = now;
        sealedCode = null;
    }

    void withdraw(Instant now) {
        withdrawnAt = now;
        sealedCode = null;
    }

    Invitation toModel() {
        return new Invitation(
                new InvitationId(id),
                role,
                walletId == null ? null : new WalletId(walletId),
                keyId == null ? null : new KeyId(keyId),
                createdBy == null ? null : new AccountId(createdBy),
                createdAt,
                expiresAt,
                acceptedAt,
                withdrawnAt);
    }
}
