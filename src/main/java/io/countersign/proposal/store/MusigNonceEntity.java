package io.countersign.proposal.store;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.MusigNonce;
import io.countersign.kernel.Entry;
import io.countersign.kernel.EventType;
import io.countersign.kernel.ProposalId;
import io.countersign.proposal.model.GivenNonce;
import io.countersign.proposal.model.MusigSeat;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** A public nonce of a signing session. Only ever inserted; one a session and seat. */
@NullUnmarked
@Entity
@Table(name = "musig_nonce")
class MusigNonceEntity {

    @Id
    @Column(name = "id")
    UUID id;

    @Column(name = "proposal_id")
    UUID proposalId;

    @Column(name = "session")
    int session;

    @Column(name = "seat")
    int seat;

    @Column(name = "nonce")
    byte[] nonce;

    @Column(name = "given_at")
    Instant givenAt;

    @Column(name = "entry_hash")
    byte[] entryHash;

    @Column(name = "entry_time")
    Instant entryTime;

    static MusigNonceEntity of(UUID id, ProposalId proposalId, int session, GivenNonce given, Entry entry) {
        MusigNonceEntity row = new MusigNonceEntity();
        row.id = id;
        row.proposalId = proposalId.value();
        row.session = session;
        row.seat = given.seat().number();
        row.nonce = given.nonce().bytes().toArray();
        row.givenAt = given.at();
        row.entryHash = entry.hash().toArray();
        row.entryTime = entry.time();
        return row;
    }

    GivenNonce toModel(List<MusigSeat> seats) {
        return new GivenNonce(
                seats.get(seat),
                MusigNonce.parse(Bytes.of(nonce)),
                givenAt,
                new Entry(EventType.PROPOSAL_NONCE_GIVEN, Bytes32.of(entryHash), entryTime));
    }
}
