package io.countersign.proposal.store;

import io.countersign.kernel.Entry;
import io.countersign.kernel.EventType;
import io.countersign.kernel.ProposalId;
import io.countersign.key.model.NoncePointTakenException;
import io.countersign.platform.db.Sessions;
import io.countersign.platform.time.Ids;
import io.countersign.proposal.model.Proposal;
import io.countersign.proposal.model.ProposalFacts;
import io.countersign.proposal.model.SigningSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;

/** The MuSig2 sessions of proposals as rows; read and written under the lock of their proposal. */
@ApplicationScoped
class SigningSessionRepository {

    private static final Set<EventType> OF_NONCES = Set.of(EventType.PROPOSAL_NONCE_GIVEN, EventType.PROPOSAL_SIGNED);
    private static final String ONE_USE_OF_A_POINT = "nonce_point_pkey";

    private final Sessions sessions;
    private final PresentEpoch epoch;
    private final Ids ids;
    private final Clock clock;

    SigningSessionRepository(Sessions sessions, PresentEpoch epoch, Ids ids, Clock clock) {
        this.sessions = sessions;
        this.epoch = epoch;
        this.ids = ids;
        this.clock = clock;
    }

    /** The session that a proposal of these facts begins with; empty where none is needed. */
    Uni<Optional<SigningSession>> first(ProposalFacts facts) {
        return facts.musigSeats().isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : sessions.current()
                        .chain(epoch::within)
                        .map(present -> Optional.of(SigningSession.first(present, facts.createdAt())));
    }

    /** The sessions that are under way, of those proposals that need one. */
    Uni<Map<ProposalId, SigningSession>> find(List<ProposalFacts> all) {
        List<ProposalFacts> needing =
                all.stream().filter(facts -> !facts.musigSeats().isEmpty()).toList();
        return needing.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : sessions.current().chain(open -> last(open, needing)
                        .chain(last -> epoch.within(open).map(present -> at(present, last))));
    }

    private Map<ProposalId, SigningSession> at(int present, Map<ProposalId, SigningSession> last) {
        Instant now = clock.instant();
        last.replaceAll((id, session) -> session.in(present, now));
        return last;
    }

    /** Stores what is new of the session; fails with {@link NoncePointTakenException} where a point was taken before. */
    Uni<Void> save(Proposal next, List<Entry> entries) {
        return next.session()
                .map(session -> sessions.current()
                        .chain(open ->
                                begun(open, next.id(), session).chain(() -> given(open, next.id(), session, entries)))
                        .onFailure(SigningSessionRepository::isPointTaken)
                        .transform(failure -> new NoncePointTakenException()))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private static Uni<Map<ProposalId, SigningSession>> last(Mutiny.Session open, List<ProposalFacts> all) {
        List<ProposalId> ids = all.stream().map(ProposalFacts::id).toList();
        return Children.of(open, ids, SigningSessionEntity.class, "number", row -> row.proposalId)
                .chain(begun -> Children.of(open, ids, MusigNonceEntity.class, "id", row -> row.proposalId)
                        .chain(nonces -> Children.of(
                                        open, ids, MusigPartialSignatureEntity.class, "id", row -> row.proposalId)
                                .map(partials -> {
                                    Map<ProposalId, SigningSession> last = new HashMap<>();
                                    all.forEach(facts -> last.put(
                                            facts.id(),
                                            last(
                                                    facts,
                                                    begun.of(facts.id()),
                                                    nonces.of(facts.id()),
                                                    partials.of(facts.id()))));
                                    return last;
                                })));
    }

    private static SigningSession last(
            ProposalFacts facts,
            List<SigningSessionEntity> begun,
            List<MusigNonceEntity> nonces,
            List<MusigPartialSignatureEntity> partials) {
        SigningSessionEntity last = begun.get(begun.size() - 1);
        return last.toModel(
                nonces.stream()
                        .filter(row -> row.session == last.number)
                        .map(row -> row.toModel(facts.musigSeats()))
                        .toList(),
                partials.stream()
                        .filter(row -> row.session == last.number)
                        .map(row -> row.toModel(facts.musigSeats()))
                        .toList(),
                restarts(begun));
    }

    private static List<Instant> restarts(List<SigningSessionEntity> begun) {
        return begun.stream()
                .filter(row -> row.isRestart)
                .map(row -> row.startedAt)
                .toList();
    }

    private Uni<Void> begun(Mutiny.Session open, ProposalId id, SigningSession session) {
        return session.isNew()
                ? open.persist(SigningSessionEntity.of(ids.next(), id, session)).chain(open::flush)
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> given(Mutiny.Session open, ProposalId id, SigningSession session, List<Entry> entries) {
        List<Object> rows = new ArrayList<>();
        List<NoncePointEntity> points = new ArrayList<>();
        session.nonces().stream().filter(given -> given.entry() == null).forEach(given -> {
            UUID nonceId = ids.next();
            rows.add(MusigNonceEntity.of(nonceId, id, session.number(), given, entryOf(OF_NONCES, entries)));
            given.nonce().points().forEach(point -> points.add(NoncePointEntity.of(point, nonceId)));
        });
        session.partials().stream()
                .filter(given -> given.entry() == null)
                .forEach(given -> rows.add(MusigPartialSignatureEntity.of(
                        ids.next(), id, session.number(), given, entryOf(Set.of(EventType.PROPOSAL_SIGNED), entries))));
        // In one order, so that two who take the same points do not wait for each other.
        points.sort(Comparator.comparing(NoncePointEntity::order));
        return open.persistAll(rows.toArray())
                .chain(open::flush)
                .chain(() -> open.persistAll(points.toArray()))
                .chain(open::flush);
    }

    private static Entry entryOf(Set<EventType> types, List<Entry> entries) {
        return entries.stream()
                .filter(entry -> types.contains(entry.type()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a change without its journal entry"));
    }

    private static boolean isPointTaken(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConstraintViolationException violation
                    && ONE_USE_OF_A_POINT.equals(violation.getConstraintName())) {
                return true;
            }
        }
        return false;
    }
}
