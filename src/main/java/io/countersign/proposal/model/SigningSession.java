package io.countersign.proposal.model;

import io.countersign.crypto.ec.MusigNonce;
import io.countersign.crypto.ec.MusigPartialSignature;
import io.countersign.crypto.verify.MusigPlace;
import io.countersign.kernel.KeyId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A MuSig2 session of a proposal: the nonces and partial signatures so far. A nonce is never replaced; whoever wants another begins a new
 * session, to which everybody gives new ones (BIP327).
 *
 * @param epoch of the database: a restored one has forgotten nonces, so that all of its sessions are over
 * @param number counts the proposal's sessions from 1
 * @param restarts when cosigners began new sessions, this one included where it is one
 * @param isNew true until it has a row
 */
public record SigningSession(
        int epoch,
        int number,
        Instant startedAt,
        List<GivenNonce> nonces,
        List<GivenPartialSignature> partials,
        List<Instant> restarts,
        boolean isNew) {

    private static final int MOST_RESTARTS = 5;
    private static final Duration RESTARTS_COUNT_FOR = Duration.ofHours(1);

    public SigningSession {
        nonces = List.copyOf(nonces);
        partials = List.copyOf(partials);
        restarts = List.copyOf(restarts);
    }

    /** The one that a proposal is made with. */
    public static SigningSession first(int epoch, Instant now) {
        return new SigningSession(epoch, 1, now, List.of(), List.of(), List.of(), true);
    }

    /** The same in the database's present epoch: where that is a later one, the session that follows, in which nothing is given yet. */
    public SigningSession in(int presentEpoch, Instant now) {
        return epoch == presentEpoch
                ? this
                : new SigningSession(presentEpoch, number + 1, now, List.of(), List.of(), restarts, true);
    }

    /** What clients know it by: {@code <epoch>-<number>}. */
    public String id() {
        return epoch + "-" + number;
    }

    /** True where a cosigner began it, and not the proposal or a restored database. */
    public boolean isRestart() {
        return restarts.contains(startedAt);
    }

    public Map<MusigPlace, MusigNonce> noncesByPlace() {
        Map<MusigPlace, MusigNonce> byPlace = new HashMap<>();
        nonces.forEach(given -> byPlace.put(given.seat().place(), given.nonce()));
        return byPlace;
    }

    public Map<MusigPlace, MusigPartialSignature> partialsByPlace() {
        Map<MusigPlace, MusigPartialSignature> byPlace = new HashMap<>();
        partials.forEach(given -> byPlace.put(given.seat().place(), given.partial()));
        return byPlace;
    }

    /** Refused where a client means another session. */
    public void requireIs(@Nullable String sessionId) {
        if (!id().equals(sessionId)) {
            throw SessionRefusal.SIGNING_SESSION_CHANGED.refuse(
                    "The signing session is %s: fetch the PSBT again and give a new nonce.".formatted(id()));
        }
    }

    /** Refused where another nonce stands at the place of one of these. */
    public void requireSame(List<GivenNonce> offered) {
        Map<Integer, MusigNonce> known = noncesBySeat();
        for (GivenNonce given : offered) {
            MusigNonce other = known.get(given.seat().number());
            if (other != null && !other.equals(given.nonce())) {
                throw SessionRefusal.SIGNING_SESSION_CHANGED.refuse(
                        "A nonce of input %d is not the one of the signing session %s, and none is ever replaced."
                                .formatted(given.seat().inputIndex(), id()));
            }
        }
    }

    /** Those that it does not have yet. */
    public List<GivenNonce> without(List<GivenNonce> offered) {
        Map<Integer, MusigNonce> known = noncesBySeat();
        return offered.stream()
                .filter(given -> !known.containsKey(given.seat().number()))
                .toList();
    }

    /** Its nonces, and those that are offered for what is missing. */
    public Map<MusigPlace, MusigNonce> noncesWith(List<GivenNonce> offered) {
        return plus(without(offered), List.of()).noncesByPlace();
    }

    /** The next one, begun by a cosigner; refused for a while after many. */
    SigningSession restarted(Instant now) {
        List<Instant> recent = restarts.stream()
                .filter(at -> at.isAfter(now.minus(RESTARTS_COUNT_FOR)))
                .sorted()
                .toList();
        if (recent.size() >= MOST_RESTARTS) {
            Instant free = recent.get(recent.size() - MOST_RESTARTS).plus(RESTARTS_COUNT_FOR);
            throw SessionRefusal.TOO_MANY_SESSIONS.refuse(
                    "At most %d new signing sessions of a proposal begin within an hour.".formatted(MOST_RESTARTS),
                    Map.of(
                            "retryAfterSeconds",
                            Math.max(1, Duration.between(now, free).toSeconds() + 1)));
        }
        List<Instant> all = new ArrayList<>(restarts);
        all.add(now);
        return new SigningSession(epoch, number + 1, now, List.of(), List.of(), all, true);
    }

    SigningSession plus(Collection<GivenNonce> moreNonces, Collection<GivenPartialSignature> morePartials) {
        List<GivenNonce> allNonces = new ArrayList<>(nonces);
        allNonces.addAll(moreNonces);
        List<GivenPartialSignature> allPartials = new ArrayList<>(partials);
        allPartials.addAll(morePartials);
        return new SigningSession(epoch, number, startedAt, allNonces, allPartials, restarts, isNew);
    }

    /** The numbers of the seats that have a nonce. */
    Set<Integer> seatsWithNonce() {
        return noncesBySeat().keySet();
    }

    /** The numbers of the seats that have a partial signature. */
    Set<Integer> seatsSigned() {
        return partials.stream().map(given -> given.seat().number()).collect(Collectors.toSet());
    }

    Optional<Instant> signedAt(KeyId key) {
        return partials.stream()
                .filter(given -> given.seat().keyId().equals(key))
                .map(GivenPartialSignature::at)
                .max(Instant::compareTo);
    }

    private Map<Integer, MusigNonce> noncesBySeat() {
        Map<Integer, MusigNonce> bySeat = new HashMap<>();
        nonces.forEach(given -> bySeat.put(given.seat().number(), given.nonce()));
        return bySeat;
    }
}
