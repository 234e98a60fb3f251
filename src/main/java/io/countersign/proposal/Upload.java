package io.countersign.proposal;

import io.countersign.crypto.verify.OfferedNonce;
import io.countersign.crypto.verify.OfferedPartialSignature;
import io.countersign.proposal.model.CountedSignature;
import java.util.List;

/** An uploaded PSBT, read: its signatures, found right, and what it has for a signing session, which is yet to be judged. */
public record Upload(
        List<CountedSignature> signatures, List<OfferedNonce> nonces, List<OfferedPartialSignature> partials) {

    public static final Upload NOTHING = new Upload(List.of(), List.of(), List.of());

    public Upload {
        signatures = List.copyOf(signatures);
        nonces = List.copyOf(nonces);
        partials = List.copyOf(partials);
    }

    boolean hasSessionParts() {
        return !nonces.isEmpty() || !partials.isEmpty();
    }

    int size() {
        return signatures.size() + nonces.size() + partials.size();
    }
}
