package io.countersign.proposal;

import io.countersign.crypto.verify.OfferedNonce;
import io.countersign.crypto.verify.OfferedPartialSignature;
import io.countersign.key.model.SignatureNonce;
import io.countersign.proposal.model.CountedSignature;
import io.countersign.proposal.model.Part;
import java.util.List;

/**
 * An uploaded PSBT, read: its signatures, found right, and what it has for a signing session, which is yet to be judged.
 *
 * @param ignored what is for another spend path than the proposal's
 * @param signatureNonces of all signatures, of those for other paths as well
 */
public record Upload(
        List<CountedSignature> signatures,
        List<OfferedNonce> nonces,
        List<OfferedPartialSignature> partials,
        List<Part> ignored,
        List<SignatureNonce> signatureNonces) {

    public static final Upload NOTHING = new Upload(List.of(), List.of(), List.of(), List.of(), List.of());

    public Upload {
        signatures = List.copyOf(signatures);
        nonces = List.copyOf(nonces);
        partials = List.copyOf(partials);
        ignored = List.copyOf(ignored);
        signatureNonces = List.copyOf(signatureNonces);
    }

    boolean hasSessionParts() {
        return !nonces.isEmpty() || !partials.isEmpty();
    }

    int size() {
        return signatures.size() + nonces.size() + partials.size();
    }
}
