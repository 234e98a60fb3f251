package io.countersign.proposal.store;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.psbt.MusigSlot;
import io.countersign.crypto.verify.MusigPlace;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.ProposalId;
import io.countersign.proposal.model.MusigSeat;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** A place that must be filled in every signing session of a proposal. */
@NullUnmarked
@Entity
@Table(name = "musig_seat")
class MusigSeatEntity {

    @Id
    @Column(name = "id")
    UUID id;

    @Column(name = "proposal_id")
    UUID proposalId;

    @Column(name = "seat")
    int seat;

    @Column(name = "input_index")
    int inputIndex;

    @Column(name = "participant")
    byte[] participant;

    @Column(name = "aggregate_key")
    byte[] aggregateKey;

    @Column(name = "leaf_hash")
    byte[] leafHash;

    @Column(name = "script_key")
    byte[] scriptKey;

    @Column(name = "key_id")
    UUID keyId;

    static MusigSeatEntity of(UUID id, ProposalId proposalId, MusigSeat seat) {
        MusigSlot slot = seat.place().slot();
        MusigSeatEntity row = new MusigSeatEntity();
        row.id = id;
        row.proposalId = proposalId.value();
        row.seat = seat.number();
        row.inputIndex = seat.inputIndex();
        row.participant = slot.participant().toArray();
        row.aggregateKey = slot.aggregateKey().toArray();
        row.leafHash = slot.leafHash() == null ? null : slot.leafHash().toArray();
        row.scriptKey = seat.scriptKey().toArray();
        row.keyId = seat.keyId().value();
        return row;
    }

    MusigSeat toModel() {
        MusigSlot slot = new MusigSlot(
                Bytes.of(participant), Bytes.of(aggregateKey), leafHash == null ? null : Bytes32.of(leafHash));
        return new MusigSeat(seat, new MusigPlace(inputIndex, slot), Bytes.of(scriptKey), new KeyId(keyId));
    }
}
