package io.countersign.proposal.model;

import static io.countersign.proposal.model.ProposalState.CANCELLED;
import static io.countersign.proposal.model.ProposalState.COLLECTING;
import static io.countersign.proposal.model.ProposalState.EXPIRED;
import static io.countersign.proposal.model.ProposalState.FINALIZED;
import static io.countersign.proposal.model.ProposalState.REJECTED;

import io.countersign.crypto.tx.Transaction;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.Change;
import io.countersign.kernel.Entry;
import io.countersign.kernel.Event;
import io.countersign.kernel.EventType;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.ProposalId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A proposal to spend. Its facts never change; signatures and rejections are only ever added. {@code version} grows with every change
 * that can be seen.
 */
public record Proposal(
        ProposalFacts facts,
        ProposalState state,
        long version,
        Collected collected,
        List<Rejection> rejections,
        @Nullable Attestation attestation,
        @Nullable Transaction finalTransactionOrNull,
        @Nullable Failure failure) {

    public Proposal {
        rejections = List.copyOf(rejections);
    }

    /**
     * A new proposal, before any signature.
     *
     * @param session the first one of a spend path that has an aggregate key
     */
    public static Change<Proposal> create(ProposalFacts facts, @Nullable SigningSession session) {
        Collected nothing = new Collected(List.of(), session);
        Proposal made = new Proposal(facts, COLLECTING, 1, nothing, List.of(), null, null, null);
        return Change.of(made, ProposalEvents.created(made));
    }

    public ProposalId id() {
        return facts.id();
    }

    public List<CountedSignature> signatures() {
        return collected.signatures();
    }

    /** The MuSig2 session that is under way; empty where the spend path has no aggregate key. */
    public Optional<SigningSession> session() {
        return collected.session();
    }

    public Optional<Transaction> finalTransaction() {
        return Optional.ofNullable(finalTransactionOrNull);
    }

    /** The state at a moment: a proposal whose time is over is expired, also before anyone has written that down. */
    public ProposalState stateAt(Instant now) {
        return isOverdue(now) ? EXPIRED : state;
    }

    /** The version at a moment, as it will be once the expiry is written down. */
    public long versionAt(Instant now) {
        return isOverdue(now) ? version + 1 : version;
    }

    /**
     * Counts what was verified. Signatures of a key that has signed the input already change nothing: the first is kept. The last one
     * that was missing finalizes, with the transaction that {@code assemble} makes.
     */
    public Change<Proposal> count(Offered verified, Function<Collected, Transaction> assemble, Instant now) {
        Offered added = notYetCounted(verified);
        if (added.isEmpty()) {
            return Change.none(this);
        }
        requireCollecting(now);
        Proposal next = having(collected.plus(added));
        Change<Proposal> change = Change.of(next, ProposalEvents.contributed(next, added));
        if (!next.collected.isComplete(facts)) {
            return change;
        }
        Proposal complete = next.finalized(assemble.apply(next.collected));
        return change.and(complete, ProposalEvents.of(EventType.PROPOSAL_FINALIZED, complete));
    }

    /** Those of {@code verified} that would be new here. */
    public Offered notYetCounted(Offered verified) {
        return collected.notYet(verified);
    }

    /** A cosigner begins a new signing session: what was given in the one before is void. */
    public Change<Proposal> restartSession(Instant now) {
        SigningSession session = session()
                .orElseThrow(() -> SessionRefusal.NO_SIGNING_SESSION.refuse(
                        "The spend path of this proposal has no key that cosigners sign for together."));
        requireCollecting(now);
        Proposal next = having(collected.in(session.restarted(now)));
        return Change.of(next, ProposalEvents.of(EventType.PROPOSAL_SESSION_STARTED, next));
    }

    /** Refused where a client means another signing session than the one that is under way. */
    public void requireSession(String sessionId) {
        session()
                .orElseThrow(
                        () -> SessionRefusal.SIGNING_SESSION_CHANGED.refuse("The proposal has no signing session."))
                .requireIs(sessionId);
    }

    /** Says no for all keys of an account that have not signed. */
    public Change<Proposal> reject(Set<KeyId> keysOfAccount, AccountId account, @Nullable String reason, Instant now) {
        Set<KeyId> unsigned = new HashSet<>(facts.signers());
        unsigned.retainAll(keysOfAccount);
        unsigned.removeIf(this::hasSigned);
        Set<KeyId> rejected = rejectedKeys();
        if (!unsigned.isEmpty() && rejected.containsAll(unsigned)) {
            return Change.none(this);
        }
        requireCollecting(now);
        if (unsigned.isEmpty()) {
            throw ProposalRefusal.NOTHING_TO_REJECT.refuse(
                    "You hold no key on this spend path that has not signed already.");
        }
        List<Rejection> all = new ArrayList<>(rejections);
        unsigned.stream()
                .filter(key -> !rejected.contains(key))
                .sorted(Comparator.comparing(KeyId::value))
                .forEach(key -> all.add(new Rejection(key, account, reason, now, null)));
        Proposal next = copy(state, collected, all, attestation, finalTransactionOrNull, failure);
        Proposal after = next.canStillReachThreshold() ? next : next.in(REJECTED);
        return Change.of(after, ProposalEvents.rejected(after, reason));
    }

    /** Taken back by its creator. */
    public Change<Proposal> cancel(AccountId account, Instant now) {
        requireCreator(account);
        requireCollecting(now);
        return moved(CANCELLED, EventType.PROPOSAL_CANCELLED);
    }

    /** Its time is over; nothing where it is not, or where it is decided already. */
    public Change<Proposal> expire(Instant now) {
        return isOverdue(now) ? moved(EXPIRED, EventType.PROPOSAL_EXPIRED) : Change.none(this);
    }

    /** The creator vouches for it; the first right attestation is kept. */
    public Change<Proposal> attest(Attestation given) {
        if (attestation != null) {
            return Change.none(this);
        }
        Proposal next = copy(state, collected, rejections, given, finalTransactionOrNull, failure);
        return Change.of(next, ProposalEvents.of(EventType.PROPOSAL_ATTESTED, next));
    }

    public void requireCreator(AccountId account) {
        if (!facts.createdBy().equals(account)) {
            throw ProposalRefusal.NOT_THE_CREATOR.refuse("Only the account that created the proposal may do this.");
        }
    }

    /** The keys of the spend path in the descriptor's order and how far each is. A signature outweighs a rejection that came before it. */
    public List<SignerProgress> signers() {
        Set<KeyId> rejected = rejectedKeys();
        return facts.signers().stream()
                .map(key -> hasSigned(key)
                        ? new SignerProgress(key, "signed", collected.signedAt(key, facts))
                        : new SignerProgress(key, rejected.contains(key) ? "rejected" : waiting(key), null))
                .toList();
    }

    private String waiting(KeyId key) {
        return collected.hasNoncesOf(key, facts) ? "nonce_given" : "pending";
    }

    /** Whole cosigners, counted over all inputs. */
    public int signaturesCollected() {
        return (int) facts.signers().stream().filter(this::hasSigned).count();
    }

    /** The newest entry that recorded a part of what is offered. */
    public Optional<Entry> newestEntry(Offered verified) {
        return collected.newestEntry(verified);
    }

    /** The entry that recorded the newest rejection; there is one where a rejection is repeated. */
    public Entry newestRejection() {
        return rejections.stream()
                .max(Comparator.comparing(Rejection::at))
                .map(Rejection::entry)
                .orElseThrow(() -> new IllegalStateException("nothing was rejected"));
    }

    private void requireCollecting(Instant now) {
        if (stateAt(now) == EXPIRED) {
            throw ProposalRefusal.PROPOSAL_EXPIRED.refuse(
                    "The proposal expired at %s.".formatted(facts.expiresAt()), Map.of("state", EXPIRED.word()));
        }
        if (state != COLLECTING) {
            throw ProposalRefusal.PROPOSAL_NOT_COLLECTING.refuse(
                    "The proposal is %s; this needs it collecting.".formatted(state.word()),
                    Map.of("state", state.word()));
        }
    }

    private boolean isOverdue(Instant now) {
        return state == COLLECTING && !now.isBefore(facts.expiresAt());
    }

    private boolean canStillReachThreshold() {
        Set<KeyId> refusing = rejectedKeys();
        refusing.removeIf(this::hasSigned);
        return facts.isMetBy(key -> !refusing.contains(key));
    }

    private Set<KeyId> rejectedKeys() {
        Set<KeyId> keys = new HashSet<>();
        rejections.forEach(rejection -> keys.add(rejection.keyId()));
        return keys;
    }

    private boolean hasSigned(KeyId key) {
        return collected.isSignedBy(key, facts);
    }

    private Proposal having(Collected more) {
        return copy(state, more, rejections, attestation, finalTransactionOrNull, failure);
    }

    private Proposal finalized(Transaction transaction) {
        return new Proposal(facts, FINALIZED, version, collected, rejections, attestation, transaction, failure);
    }

    private Proposal in(ProposalState newState) {
        return new Proposal(
                facts, newState, version, collected, rejections, attestation, finalTransactionOrNull, failure);
    }

    /** The same final transaction, in another state or with another thing that keeps it from the network. */
    Proposal on(ProposalState newState, @Nullable Failure newFailure) {
        return copy(newState, collected, rejections, attestation, finalTransactionOrNull, newFailure);
    }

    private Change<Proposal> moved(ProposalState newState, EventType type) {
        Proposal next = copy(newState, collected, rejections, attestation, finalTransactionOrNull, failure);
        Event event = ProposalEvents.of(type, next);
        return Change.of(next, event);
    }

    private Proposal copy(
            ProposalState newState,
            Collected newCollected,
            List<Rejection> newRejections,
            @Nullable Attestation newAttestation,
            @Nullable Transaction newFinal,
            @Nullable Failure newFailure) {
        return new Proposal(
                facts, newState, version + 1, newCollected, newRejections, newAttestation, newFinal, newFailure);
    }
}
