package io.countersign.proposal.model;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.ec.MusigPartialSignature;
import io.countersign.crypto.verify.MusigPlace;
import io.countersign.kernel.Entry;
import io.countersign.kernel.KeyId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a proposal has collected. Signatures are only ever added; what is given in a signing session is void with it.
 *
 * @param sessionOrNull of a proposal whose spend path has an aggregate key
 */
public record Collected(List<CountedSignature> signatures, @Nullable SigningSession sessionOrNull) {

    public Collected {
        signatures = List.copyOf(signatures);
    }

    public Optional<SigningSession> session() {
        return Optional.ofNullable(sessionOrNull);
    }

    /** Everything, of the present session only. */
    public List<Part> parts() {
        return session()
                .map(session -> new Offered(signatures, session.nonces(), session.partials(), session.id()))
                .orElseGet(() -> Offered.of(signatures))
                .parts();
    }

    /**
     * Those parts that would be new here. Refused where they belong to another signing session than the one under way, or give another
     * nonce than was given.
     */
    Offered notYet(Offered offered) {
        SigningSession session = sessionOrNull;
        if (session == null || !offered.hasSessionParts()) {
            return new Offered(newSignatures(offered), List.of(), List.of(), offered.sessionId());
        }
        session.requireIs(offered.sessionId());
        session.requireSame(offered.nonces());
        Map<MusigPlace, MusigPartialSignature> partials = session.partialsByPlace();
        return new Offered(
                newSignatures(offered),
                session.without(offered.nonces()),
                offered.partials().stream()
                        .filter(given -> !partials.containsKey(given.seat().place()))
                        .toList(),
                offered.sessionId());
    }

    Collected plus(Offered added) {
        List<CountedSignature> all = new ArrayList<>(signatures);
        all.addAll(added.signatures());
        return new Collected(all, sessionOrNull == null ? null : sessionOrNull.plus(added.nonces(), added.partials()));
    }

    Collected in(SigningSession session) {
        return new Collected(signatures, session);
    }

    /** True where a key has signed every input, singly or together with others. */
    boolean isSignedBy(KeyId key, ProposalFacts facts) {
        if (facts.hasSeatOf(key)) {
            return filled(facts).containsAll(facts.seatsOf(key));
        }
        return signatures.stream()
                        .filter(signature -> signature.keyId().equals(key))
                        .count()
                == (long) facts.inputs().size() * facts.slotsOf(key);
    }

    /** True where a key has given all nonces that the session asks of it; false for one that is asked for none. */
    boolean hasNoncesOf(KeyId key, ProposalFacts facts) {
        return sessionOrNull != null
                && facts.hasSeatOf(key)
                && sessionOrNull.seatsWithNonce().containsAll(facts.seatsOf(key));
    }

    /** Every group of the spend path has its signatures on every input. */
    boolean isComplete(ProposalFacts facts) {
        Map<Slot, Integer> given = given(facts);
        return IntStream.range(0, facts.inputs().size())
                .allMatch(input ->
                        facts.isMetBy(key -> given.getOrDefault(new Slot(input, key), 0) >= facts.slotsOf(key)));
    }

    /** How many signatures each key has given for each input. A seat counts as one, whether a part filled it or the whole. */
    private Map<Slot, Integer> given(ProposalFacts facts) {
        Map<Slot, Integer> given = new HashMap<>();
        Set<Integer> filled = filled(facts);
        Set<Whole> wholes = facts.musigSeats().stream().map(Whole::of).collect(Collectors.toSet());
        signatures.stream()
                .filter(signature -> !wholes.contains(Whole.of(signature)))
                .forEach(
                        signature -> given.merge(new Slot(signature.inputIndex(), signature.keyId()), 1, Integer::sum));
        facts.musigSeats().stream()
                .filter(seat -> filled.contains(seat.number()))
                .forEach(seat -> given.merge(new Slot(seat.inputIndex(), seat.keyId()), 1, Integer::sum));
        return given;
    }

    /** The numbers of the seats that need nothing more. */
    private Set<Integer> filled(ProposalFacts facts) {
        Set<Integer> filled = new HashSet<>();
        session().ifPresent(session -> filled.addAll(session.seatsSigned()));
        Set<Whole> given = signatures.stream().map(Whole::of).collect(Collectors.toSet());
        facts.musigSeats().stream()
                .filter(seat -> given.contains(Whole.of(seat)))
                .forEach(seat -> filled.add(seat.number()));
        return filled;
    }

    /** When a key gave its last signature. */
    @Nullable
    Instant signedAt(KeyId key, ProposalFacts facts) {
        Set<Whole> wholes = facts.musigSeats().stream()
                .filter(seat -> seat.keyId().equals(key))
                .map(Whole::of)
                .collect(Collectors.toSet());
        Stream<Instant> singly = signatures.stream()
                .filter(signature -> signature.keyId().equals(key) || wholes.contains(Whole.of(signature)))
                .map(CountedSignature::at);
        Stream<Instant> together = session().flatMap(session -> session.signedAt(key)).stream();
        return Stream.concat(singly, together).max(Comparator.naturalOrder()).orElse(null);
    }

    /** The newest entry that recorded a part of what is offered. */
    Optional<Entry> newestEntry(Offered offered) {
        Stream<Recorded> singly = signatures.stream()
                .filter(known -> offered.signatures().stream().anyMatch(known::isOfSameKey))
                .map(known -> new Recorded(known.at(), known.entry()));
        return Stream.concat(singly, session().stream().flatMap(session -> recorded(session, offered)))
                .max(Comparator.comparing(Recorded::at))
                .map(Recorded::entry);
    }

    private static Stream<Recorded> recorded(SigningSession session, Offered offered) {
        Stream<Recorded> nonces = session.nonces().stream()
                .filter(known ->
                        offered.nonces().stream().anyMatch(given -> given.seat().equals(known.seat())))
                .map(known -> new Recorded(known.at(), known.entry()));
        Stream<Recorded> partials = session.partials().stream()
                .filter(known -> offered.partials().stream()
                        .anyMatch(given -> given.seat().equals(known.seat())))
                .map(known -> new Recorded(known.at(), known.entry()));
        return Stream.concat(nonces, partials);
    }

    private List<CountedSignature> newSignatures(Offered offered) {
        List<CountedSignature> added = new ArrayList<>();
        for (CountedSignature signature : offered.signatures()) {
            boolean isKnown = signatures.stream().anyMatch(signature::isOfSameKey)
                    || added.stream().anyMatch(signature::isOfSameKey);
            if (!isKnown) {
                added.add(signature);
            }
        }
        return added;
    }

    /** What a whole signature of an aggregate key is known by. */
    private record Whole(int inputIndex, Bytes scriptKey) {

        static Whole of(MusigSeat seat) {
            return new Whole(seat.inputIndex(), seat.scriptKey());
        }

        static Whole of(CountedSignature signature) {
            return new Whole(signature.inputIndex(), signature.publicKey());
        }
    }

    /** A key's place on an input. */
    private record Slot(int inputIndex, KeyId keyId) {}

    private record Recorded(Instant at, @Nullable Entry entry) {}
}
