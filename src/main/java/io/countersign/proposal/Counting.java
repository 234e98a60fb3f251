package io.countersign.proposal;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.verify.ExpectedSpend;
import io.countersign.crypto.verify.MusigFields;
import io.countersign.crypto.verify.Verdict;
import io.countersign.crypto.verify.VerifiedContribution;
import io.countersign.crypto.verify.VerifiedSignature;
import io.countersign.kernel.KeyId;
import io.countersign.proposal.model.CountedSignature;
import io.countersign.proposal.model.Part;
import io.countersign.proposal.model.ProposalFacts;
import io.countersign.proposal.model.SignatureRefusal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** From verified signatures to counted ones. */
record Counting(ProposalFacts facts, ExpectedSpend spend, Instant now) {

    /** Those of a verdict that has some for the path that counts. */
    List<CountedSignature> counted(Verdict verdict) {
        if (verdict.outcome() != Verdict.Outcome.RIGHT) {
            return List.of();
        }
        VerifiedContribution verified = verdict.orElseThrow(
                SignatureRefusal::otherTransaction,
                SignatureRefusal::nothingSigned,
                violations -> SignatureRefusal.notRight(verdict.offered(), violations));
        return verified.signatures().stream().map(this::counted).toList();
    }

    /** What was right, as far as that can be seen, and is for another path than the spend's. */
    List<Part> ignored(Verdict verdict, MusigFields fields) {
        return Stream.concat(
                        verdict.ignored().stream().map(this::part),
                        fields.ignored().stream().map(this::part))
                .toList();
    }

    private Part part(VerifiedSignature signature) {
        return new Part(
                signature.inputIndex(),
                signature.publicKey(),
                makerOf(signature),
                Part.Kind.SIGNATURE,
                signature.signatureWithHashType());
    }

    private Part part(MusigFields.IgnoredField field) {
        return new Part(
                field.place().inputIndex(),
                field.place().slot().participant(),
                facts.keyIds().get(field.keyPosition()),
                field.isPartialSignature() ? Part.Kind.PARTIAL_SIGNATURE : Part.Kind.NONCE,
                Bytes.EMPTY);
    }

    private CountedSignature counted(VerifiedSignature signature) {
        return new CountedSignature(
                signature.inputIndex(),
                signature.publicKey(),
                makerOf(signature),
                signature.signatureWithHashType(),
                signature.sighash(),
                signature.r(),
                now,
                null);
    }

    /** A whole signature of an aggregate key stands under its first participant. */
    private KeyId makerOf(VerifiedSignature signature) {
        return new Makers(facts, spend)
                .of(signature.inputIndex(), signature.publicKey(), signature.keyPosition())
                .get(0);
    }
}
