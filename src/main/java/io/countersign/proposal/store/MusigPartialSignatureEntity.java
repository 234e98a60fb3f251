package io.countersign.proposal.store;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.MusigPartialSignature;
import io.countersign.kernel.Entry;
import io.countersign.kernel.EventType;
import io.countersign.kernel.ProposalId;
import io.countersign.proposal.model.GivenPartialSignature;
import io.countersign.proposal.model.MusigSeat;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** A verified partial signature of a signing session. Only ever inserted; one a session and seat. */
@NullUnmarked
@Entity
@Table(name = "musig_partial_signature")
class MusigPartialSignatureEntity {

    @Id
    @Column(name = "id")
    UUID id;

    @Column(name = "proposal_id")
    UUID proposalId;

    @Column(name = "session")
    int session;

    @Column(name = "seat")
    int seat;

    @Column(name = "partial_signature")
    byte[] partialSignature;

    @Column(name = "signed_at")
    Instant signedAt;

    @Column(name = "entry_hash")
    byte[] entryHash;

    @Column(name = "entry_time")
    Instant entryTime;

    static MusigPartialSignatureEntity of(
            UUID id, ProposalId proposalId, int session, GivenPartialSignature given, Entry entry) {
        MusigPartialSignatureEntity row = new MusigPartialSignatureEntity();
        row.id = id;
        row.proposalId = proposalId.value();
        row.session = session;
        row.seat = given.seat().number();
        row.partialSignature = given.partial().bytes().toArray();
        row.signedAt = given.at();
        row.entryHash = entry.hash().toArray();
        row.entryTime = entry.time();
        return row;
    }

    GivenPartialSignature toModel(List<MusigSeat> seats) {
        return new GivenPartialSignature(
                seats.get(seat),
                MusigPartialSignature.parse(Bytes.of(partialSignature)),
                signedAt,
                new Entry(EventType.PROPOSAL_SIGNED, Bytes32.of(entryHash), entryTime));
    }
}
