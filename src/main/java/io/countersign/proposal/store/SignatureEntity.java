package io.countersign.proposal.store;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.kernel.Entry;
import io.countersign.kernel.EventType;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.ProposalId;
import io.countersign.proposal.model.CountedSignature;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** A verified signature. Only ever inserted; one a proposal, input and key. */
@NullUnmarked
@Entity
@Table(name = "signature")
class SignatureEntity {

    @Id
    @Column(name = "id")
    UUID id;

    @Column(name = "proposal_id")
    UUID proposalId;

    @Column(name = "input_index")
    int inputIndex;

    @Column(name = "public_key")
    byte[] publicKey;

    @Column(name = "key_id")
    UUID keyId;

    @Column(name = "signature")
    byte[] signature;

    @Column(name = "sighash")
    byte[] sighash;

    @Column(name = "r")
    byte[] r;

    @Column(name = "signed_at")
    Instant signedAt;

    @Column(name = "entry_hash")
    byte[] entryHash;

    @Column(name = "entry_time")
    Instant entryTime;

    static SignatureEntity of(UUID id, ProposalId proposalId, CountedSignature signature, Entry entry) {
        SignatureEntity row = new SignatureEntity();
        row.id = id;
        row.proposalId = proposalId.value();
        row.inputIndex = signature.inputIndex();
        row.publicKey = signature.publicKey().toArray();
        row.keyId = signature.keyId().value();
        row.signature = signature.signature().toArray();
        row.sighash = signature.sighash().toArray();
        row.r = signature.r().toArray();
        row.signedAt = signature.at();
        row.entryHash = entry.hash().toArray();
        row.entryTime = entry.time();
        return row;
    }

    CountedSignature toModel() {
        return new CountedSignature(
                inputIndex,
                Bytes.of(publicKey),
                new KeyId(keyId),
                Bytes.of(signature),
                Bytes32.of(sighash),
                Bytes32.of(r),
                signedAt,
                new Entry(EventType.PROPOSAL_SIGNED, Bytes32.of(entryHash), entryTime));
    }
}
