package io.countersign.proposal.model;

import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.verify.Violation;
import io.countersign.crypto.verify.ViolationReason;
import io.countersign.kernel.KeyId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The nonces of an upload that the signing session does not have yet, and whether they may be taken. */
public final class FreshNonces {

    private final Proposal proposal;
    private final List<GivenNonce> fresh;

    /** @param fresh of the proposal's session */
    public FreshNonces(Proposal proposal, List<GivenNonce> fresh) {
        this.proposal = proposal;
        this.fresh = List.copyOf(fresh);
    }

    /** All their points, each named by its x: a point and its negative come from one secret. */
    public Set<Bytes32> points() {
        Set<Bytes32> points = new LinkedHashSet<>();
        fresh.forEach(given -> given.nonce().points().forEach(point -> points.add(x(point))));
        return points;
    }

    /**
     * Those of {@code taken} that speak against these nonces. A nonce that was given at its own seat while this upload was judged is
     * not fresh any more, and no use of it elsewhere either.
     */
    public List<TakenPoint> elsewhere(List<TakenPoint> taken) {
        int session = proposal.session().orElseThrow().number();
        return taken.stream()
                .filter(point -> fresh.stream()
                        .noneMatch(given -> proposal.id().equals(point.proposalId())
                                && point.session() == session
                                && point.seat() == given.seat().number()
                                && isPointOf(given, point)))
                .toList();
    }

    /**
     * Refuses nonces of earlier sessions of this proposal, where they come with partial signatures or from somebody else than their maker:
     * the file is an old one.
     *
     * @param taken those of {@link #points} that were taken {@link #elsewhere}
     */
    public void requireThisSession(List<TakenPoint> taken, Set<KeyId> held, boolean hasPartials) {
        for (GivenNonce given : fresh) {
            boolean isOld = isOfThisSeat(given, taken);
            if (isOld && (hasPartials || !held.contains(given.seat().keyId()))) {
                throw SessionRefusal.SIGNING_SESSION_CHANGED.refuse(
                        "A nonce of input %d belongs to an earlier signing session: fetch the PSBT again."
                                .formatted(given.seat().inputIndex()));
            }
        }
    }

    /** A nonce is taken from its maker's account alone. */
    public void requireHeld(Set<KeyId> held) {
        fresh.stream()
                .filter(given -> !held.contains(given.seat().keyId()))
                .findFirst()
                .ifPresent(given -> {
                    throw SessionRefusal.NONCE_OF_ANOTHER.refuse(
                            "The nonce of input %d is of a key that your account does not hold."
                                    .formatted(given.seat().inputIndex()));
                });
    }

    /** Those with a point that was taken before, or that stands in this upload twice. */
    public List<Violation> reused(Collection<TakenPoint> taken) {
        Set<Bytes32> before = taken.stream().map(TakenPoint::x).collect(Collectors.toSet());
        Map<Bytes32, Integer> uses = new HashMap<>();
        fresh.forEach(given -> given.nonce().points().forEach(point -> uses.merge(x(point), 1, Integer::sum)));
        return fresh.stream()
                .filter(given -> given.nonce().points().stream()
                        .anyMatch(point -> before.contains(x(point)) || uses.getOrDefault(x(point), 0) > 1))
                .map(given -> new Violation(
                        given.seat().inputIndex(),
                        given.seat().place().slot().participant(),
                        ViolationReason.NONCE_REUSED,
                        "A point of this nonce was given before; a nonce serves once, for one input of one session."))
                .toList();
    }

    /** The keys whose own nonce comes again for another input or proposal, which is over another message. */
    public Set<KeyId> exposed(Collection<TakenPoint> taken) {
        Set<KeyId> keys = new HashSet<>();
        for (GivenNonce given : fresh) {
            KeyId key = given.seat().keyId();
            boolean isExposed = taken.stream()
                    .filter(point -> point.keyId().equals(key) && isPointOf(given, point))
                    .anyMatch(point -> !proposal.id().equals(point.proposalId())
                            || point.inputIndex() != given.seat().inputIndex());
            if (isExposed) {
                keys.add(key);
            }
        }
        return keys;
    }

    private boolean isOfThisSeat(GivenNonce given, List<TakenPoint> taken) {
        return taken.stream()
                .anyMatch(point -> isPointOf(given, point)
                        && proposal.id().equals(point.proposalId())
                        && point.seat() == given.seat().number());
    }

    private static boolean isPointOf(GivenNonce given, TakenPoint taken) {
        return given.nonce().points().stream().anyMatch(point -> x(point).equals(taken.x()));
    }

    private static Bytes32 x(PublicKey point) {
        return point.xOnly().x();
    }
}
