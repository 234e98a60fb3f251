package io.countersign.proposal.store;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.kernel.CommonRefusal;
import io.countersign.kernel.Entry;
import io.countersign.kernel.EventType;
import io.countersign.kernel.ProposalId;
import io.countersign.platform.db.Sessions;
import io.countersign.platform.time.Ids;
import io.countersign.proposal.model.Proposal;
import io.countersign.proposal.model.ProposalFacts;
import io.countersign.proposal.model.SigningSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Proposals as rows. The bare row is locked first; signatures and rejections are read by statements after the lock. */
@ApplicationScoped
public class ProposalRepository {

    private final Sessions sessions;
    private final ProposalParts parts;
    private final SigningSessionRepository signingSessions;
    private final Ids ids;

    ProposalRepository(Sessions sessions, ProposalParts parts, SigningSessionRepository signingSessions, Ids ids) {
        this.sessions = sessions;
        this.parts = parts;
        this.signingSessions = signingSessions;
        this.ids = ids;
    }

    public Uni<Proposal> lock(ProposalId id) {
        return read(id, LockModeType.PESSIMISTIC_WRITE);
    }

    public Uni<Proposal> get(ProposalId id) {
        return read(id, LockModeType.NONE);
    }

    /** Those of these ids that are there, newest first. */
    public Uni<List<Proposal>> all(List<ProposalId> ids) {
        return sessions.current()
                .chain(session -> session.createQuery(
                                "FROM ProposalEntity WHERE id IN :ids ORDER BY id DESC", ProposalEntity.class)
                        .setParameter("ids", ids.stream().map(ProposalId::value).toList())
                        .getResultList())
                .chain(parts::of);
    }

    /** The signing session that a proposal of these facts begins with; empty where none is needed. */
    public Uni<Optional<SigningSession>> firstSession(ProposalFacts facts) {
        return signingSessions.first(facts);
    }

    /** Inserts a proposal with what is frozen of it; signatures follow by {@link #save}. */
    public Uni<Void> insert(Proposal proposal, Bytes frozenPsbt) {
        ProposalFacts facts = proposal.facts();
        ProposalEntity row = new ProposalEntity();
        row.applyFacts(facts);
        row.apply(proposal);
        FrozenPsbtEntity frozen = new FrozenPsbtEntity();
        frozen.proposalId = facts.id().value();
        frozen.psbt = frozenPsbt.toArray();
        List<Object> rows = new ArrayList<>(List.of(row, frozen));
        for (int i = 0; i < facts.inputs().size(); i++) {
            rows.add(InputEntity.of(
                    ids.next(), facts.id(), facts.walletId(), i, facts.inputs().get(i)));
        }
        for (int i = 0; i < facts.outputs().size(); i++) {
            rows.add(OutputEntity.of(ids.next(), facts.id(), i, facts.outputs().get(i)));
        }
        facts.musigSeats().forEach(seat -> rows.add(MusigSeatEntity.of(ids.next(), facts.id(), seat)));
        return sessions.current()
                .chain(session -> session.persist(row).chain(session::flush).chain(() -> session.persistAll(
                                rows.subList(1, rows.size()).toArray())
                        .chain(session::flush)));
    }

    /** Stores the next state, and the signatures, session parts and rejections in it that are new, under the entries that tell of them. */
    public Uni<Void> save(Proposal next, List<Entry> entries) {
        List<Object> rows = new ArrayList<>();
        next.signatures().stream()
                .filter(signature -> signature.entry() == null)
                .forEach(signature -> rows.add(SignatureEntity.of(
                        ids.next(), next.id(), signature, entryOf(EventType.PROPOSAL_SIGNED, entries))));
        next.rejections().stream()
                .filter(rejection -> rejection.entry() == null)
                .forEach(rejection -> rows.add(RejectionEntity.of(
                        ids.next(), next.id(), rejection, entryOf(EventType.PROPOSAL_REJECTED, entries))));
        return sessions.current()
                .chain(session -> session.find(ProposalEntity.class, next.id().value())
                        .invoke(row -> row.apply(next))
                        .chain(() -> session.persistAll(rows.toArray()))
                        .chain(session::flush))
                .chain(() -> signingSessions.save(next, entries));
    }

    private static Entry entryOf(EventType type, List<Entry> entries) {
        return entries.stream()
                .filter(entry -> entry.type() == type)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a change without its journal entry"));
    }

    private Uni<Proposal> read(ProposalId id, LockModeType lock) {
        return sessions.current()
                .chain(session -> session.createQuery("FROM ProposalEntity WHERE id = :id", ProposalEntity.class)
                        .setParameter("id", id.value())
                        .setLockMode(lock)
                        .getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(CommonRefusal::nothingHere)
                .chain(row -> parts.of(List.of(row)))
                .map(found -> found.get(0));
    }
}
