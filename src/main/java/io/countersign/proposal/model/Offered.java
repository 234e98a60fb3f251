package io.countersign.proposal.model;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a contribution brings, each part found right.
 *
 * @param sessionId the signing session by whose nonces the MuSig2 parts were judged; null where there are none
 */
public record Offered(
        List<CountedSignature> signatures,
        List<GivenNonce> nonces,
        List<GivenPartialSignature> partials,
        @Nullable String sessionId) {

    public static final Offered NOTHING = new Offered(List.of(), List.of(), List.of(), null);

    public Offered {
        signatures = List.copyOf(signatures);
        nonces = List.copyOf(nonces);
        partials = List.copyOf(partials);
    }

    public static Offered of(List<CountedSignature> signatures) {
        return new Offered(signatures, List.of(), List.of(), null);
    }

    public boolean isEmpty() {
        return size() == 0;
    }

    public int size() {
        return signatures.size() + nonces.size() + partials.size();
    }

    /** Signatures, then nonces, then partial signatures. */
    public List<Part> parts() {
        return Stream.of(
                        signatures.stream().map(Part::of),
                        nonces.stream().map(Part::of),
                        partials.stream().map(Part::of))
                .flatMap(parts -> parts)
                .toList();
    }

    boolean hasSessionParts() {
        return !nonces.isEmpty() || !partials.isEmpty();
    }

    /** True where nobody signs by it: it only prepares a signature. */
    boolean isOnlyNonces() {
        return signatures.isEmpty() && partials.isEmpty();
    }
}
