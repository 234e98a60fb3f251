package io.countersign.proposal.store;

import io.countersign.kernel.ProposalId;
import io.countersign.proposal.model.GivenNonce;
import io.countersign.proposal.model.GivenPartialSignature;
import io.countersign.proposal.model.SigningSession;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** That a MuSig2 session of a proposal began; by a cosigner's wish where {@code isRestart}. Only ever inserted. */
@NullUnmarked
@Entity
@Table(name = "signing_session")
class SigningSessionEntity {

    @Id
    @Column(name = "id")
    UUID id;

    @Column(name = "proposal_id")
    UUID proposalId;

    @Column(name = "number")
    int number;

    @Column(name = "epoch")
    int epoch;

    @Column(name = "started_at")
    Instant startedAt;

    @Column(name = "is_restart")
    boolean isRestart;

    static SigningSessionEntity of(UUID id, ProposalId proposalId, SigningSession session) {
        SigningSessionEntity row = new SigningSessionEntity();
        row.id = id;
        row.proposalId = proposalId.value();
        row.number = session.number();
        row.epoch = session.epoch();
        row.startedAt = session.startedAt();
        row.isRestart = session.isRestart();
        return row;
    }

    SigningSession toModel(List<GivenNonce> nonces, List<GivenPartialSignature> partials, List<Instant> restarts) {
        return new SigningSession(epoch, number, startedAt, nonces, partials, restarts, false);
    }
}
