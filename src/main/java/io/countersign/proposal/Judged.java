package io.countersign.proposal;

import io.countersign.crypto.tx.Transaction;
import io.countersign.key.model.SignatureNonce;
import io.countersign.proposal.model.Collected;
import io.countersign.proposal.model.Offered;
import io.countersign.proposal.model.Part;
import java.util.List;
import java.util.function.Function;

/**
 * A contribution every part of which is right, what was left out of it, the nonces of all its signatures, and how a final transaction is made
 * of all that was collected.
 */
public record Judged(
        Offered offered,
        List<Part> ignored,
        List<SignatureNonce> signatureNonces,
        Function<Collected, Transaction> assemble) {
    public Judged {
        ignored = List.copyOf(ignored);
        signatureNonces = List.copyOf(signatureNonces);
    }
}
