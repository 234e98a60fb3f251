package io.countersign.proposal.store;

import io.countersign.crypto.bytes.Bytes32;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.Entry;
import io.countersign.kernel.EventType;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.ProposalId;
import io.countersign.proposal.model.Rejection;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** A key's no. Only ever inserted; one a proposal and key. */
@NullUnmarked
@Entity
@Table(name = "rejection")
class RejectionEntity {

    @Id
    @Column(name = "id")
    UUID id;

    @Column(name = "proposal_id")
    UUID proposalId;

    @Column(name = "key_id")
    UUID keyId;

    @Column(name = "account_id")
    UUID accountId;

    @Column(name = "reason")
    String reason;

    @Column(name = "rejected_at")
    Instant rejectedAt;

    @Column(name = "entry_hash")
    byte[] entryHash;

    @Column(name = "entry_time")
    Instant entryTime;

    static RejectionEntity of(UUID id, ProposalId proposalId, Rejection rejection, Entry entry) {
        RejectionEntity row = new RejectionEntity();
        row.id = id;
        row.proposalId = proposalId.value();
        row.keyId = rejection.keyId().value();
        row.accountId = rejection.accountId().value();
        row.reason = rejection.reason();
        row.rejectedAt = rejection.at();
        row.entryHash = entry.hash().toArray();
        row.entryTime = entry.time();
        return row;
    }

    Rejection toModel() {
        return new Rejection(
                new KeyId(keyId),
                new AccountId(accountId),
                reason,
                rejectedAt,
                new Entry(EventType.PROPOSAL_REJECTED, Bytes32.of(entryHash), entryTime));
    }
}
