package io.countersign.proposal.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** The complete PSBT of a proposal as it was frozen. */
@NullUnmarked
@Entity
@Table(name = "frozen_psbt")
class FrozenPsbtEntity {

    @Id
    @Column(name = "proposal_id")
    UUID proposalId;

    @Column(name = "psbt")
    byte[] psbt;
}
