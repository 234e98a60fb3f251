package io.countersign.crypto.verify;

import java.util.List;

/** Signatures of one upload, each proven right. Only {@link ContributionVerifier} makes it. */
public final class VerifiedContribution {

    private final List<VerifiedSignature> signatures;
    private final List<VerifiedSignature> ignored;
    private final List<NonceUse> nonceUses;

    VerifiedContribution(
            List<VerifiedSignature> signatures, List<VerifiedSignature> ignored, List<NonceUse> nonceUses) {
        this.signatures = List.copyOf(signatures);
        this.ignored = List.copyOf(ignored);
        this.nonceUses = List.copyOf(nonceUses);
    }

    /** Those for the spend's own path; of each key on each input one, the first. */
    public List<VerifiedSignature> signatures() {
        return signatures;
    }

    /** Those for other paths, which do not count: devices sign every leaf that they can. */
    public List<VerifiedSignature> ignored() {
        return ignored;
    }

    /** The nonces of all right signatures in the upload, of those that do not count as well. */
    public List<NonceUse> nonceUses() {
        return nonceUses;
    }
}
