package io.countersign.proposal;

import io.countersign.crypto.verify.ExpectedSpend;
import io.countersign.crypto.verify.MusigFields;
import io.countersign.crypto.verify.Verdict;
import io.countersign.key.model.SignatureNonce;
import io.countersign.proposal.model.ProposalFacts;
import java.util.List;

/** What was found in an uploaded PSBT, right and wrong, before it is known whether a nonce in it was used before. */
public record Verified(ProposalFacts facts, ExpectedSpend spend, Verdict verdict, MusigFields fields) {

    /** The nonces of all right signatures, of a file that is refused as well. */
    public List<SignatureNonce> signatureNonces() {
        Makers makers = new Makers(facts, spend);
        return verdict.nonceUses().stream()
                .map(use -> new SignatureNonce(use, makers.of(use.inputIndex(), use.publicKey(), use.keyPosition())))
                .toList();
    }
}
