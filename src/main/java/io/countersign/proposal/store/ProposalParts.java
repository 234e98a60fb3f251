package io.countersign.proposal.store;

import io.countersign.kernel.ProposalId;
import io.countersign.platform.db.Sessions;
import io.countersign.proposal.model.Collected;
import io.countersign.proposal.model.Proposal;
import io.countersign.proposal.model.ProposalFacts;
import io.countersign.proposal.model.SigningSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** What hangs on the rows of proposals: however many they are, one statement a table. */
@ApplicationScoped
class ProposalParts {

    private final Sessions sessions;
    private final KnownFacts knownFacts;
    private final SigningSessionRepository signingSessions;

    ProposalParts(Sessions sessions, KnownFacts knownFacts, SigningSessionRepository signingSessions) {
        this.sessions = sessions;
        this.knownFacts = knownFacts;
        this.signingSessions = signingSessions;
    }

    /** The proposals of the rows, in their order. A row that is to be locked is locked before. */
    Uni<List<Proposal>> of(List<ProposalEntity> rows) {
        return sessions.current().chain(session -> facts(session, rows)
                .chain(facts -> signingSessions.find(facts).chain(under -> collected(session, rows, facts, under))));
    }

    private static Uni<List<Proposal>> collected(
            Mutiny.Session session,
            List<ProposalEntity> rows,
            List<ProposalFacts> facts,
            Map<ProposalId, SigningSession> under) {
        List<ProposalId> ids = facts.stream().map(ProposalFacts::id).toList();
        return Children.of(session, ids, SignatureEntity.class, "id", row -> row.proposalId)
                .chain(signatures -> Children.of(session, ids, RejectionEntity.class, "id", row -> row.proposalId)
                        .map(rejections -> {
                            List<Proposal> proposals = new ArrayList<>();
                            for (int i = 0; i < rows.size(); i++) {
                                ProposalId id = ids.get(i);
                                Collected collected =
                                        new Collected(signatures.of(id, SignatureEntity::toModel), under.get(id));
                                proposals.add(rows.get(i)
                                        .toModel(facts.get(i), collected, rejections.of(id, RejectionEntity::toModel)));
                            }
                            return proposals;
                        }));
    }

    /** From memory, and what is not there from the rows. */
    private Uni<List<ProposalFacts>> facts(Mutiny.Session session, List<ProposalEntity> rows) {
        Map<ProposalId, ProposalFacts> known = new HashMap<>();
        List<ProposalEntity> unknown = new ArrayList<>();
        for (ProposalEntity row : rows) {
            Optional<ProposalFacts> found = knownFacts.find(new ProposalId(row.id));
            found.ifPresentOrElse(facts -> known.put(facts.id(), facts), () -> unknown.add(row));
        }
        return read(session, unknown)
                .invoke(read -> read.forEach(facts -> {
                    knownFacts.keep(facts);
                    known.put(facts.id(), facts);
                }))
                .map(read -> rows.stream()
                        .map(row -> known.get(new ProposalId(row.id)))
                        .toList());
    }

    private static Uni<List<ProposalFacts>> read(Mutiny.Session session, List<ProposalEntity> rows) {
        List<ProposalId> ids = rows.stream().map(row -> new ProposalId(row.id)).toList();
        return Children.of(session, ids, InputEntity.class, "inputIndex", row -> row.proposalId)
                .chain(inputs -> Children.of(session, ids, OutputEntity.class, "outputIndex", row -> row.proposalId)
                        .chain(outputs -> Children.of(
                                        session, ids, MusigSeatEntity.class, "seat", row -> row.proposalId)
                                .map(seats -> rows.stream()
                                        .map(row -> facts(row, inputs, outputs, seats))
                                        .toList())));
    }

    private static ProposalFacts facts(
            ProposalEntity row,
            Children<InputEntity> inputs,
            Children<OutputEntity> outputs,
            Children<MusigSeatEntity> seats) {
        ProposalId id = new ProposalId(row.id);
        return row.toFacts(
                inputs.of(id, InputEntity::toModel),
                outputs.of(id, OutputEntity::toModel),
                seats.of(id, MusigSeatEntity::toModel));
    }
}
