package io.countersign.crypto.verify;

import java.util.List;

/** Signatures of one upload, each proven right. Only {@link ContributionVerifier} makes it. */
public final class VerifiedContribution {

    private final List<VerifiedSignature> signatures;
    private final List<NonceUse> nonceUses;

    VerifiedContribution(List<VerifiedSignature> signatures, List<NonceUse> nonceUses) {
        this.signatures = List.copyOf(signatures);
        this.nonceUses = List.copyOf(nonceUses);
    }

    /** At least one; of each key on each input one, the first. */
    public List<VerifiedSignature> signatures() {
        return signatures;
    }

    /** The nonces of all right signatures in the upload, those left out of {@link #signatures()} included. */
    public List<NonceUse> nonceUses() {
        return nonceUses;
    }
}
