package io.countersign.proposal;

import io.countersign.crypto.finalize.Finalizer;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.verify.ContributionVerifier;
import io.countersign.crypto.verify.ExpectedSpend;
import io.countersign.crypto.verify.InputSignature;
import io.countersign.crypto.verify.Verdict;
import io.countersign.crypto.verify.VerifiedContribution;
import io.countersign.crypto.verify.VerifiedSignature;
import io.countersign.kernel.KeyId;
import io.countersign.proposal.model.CountedSignature;
import io.countersign.proposal.model.ProposalFacts;
import io.countersign.proposal.model.SignatureRefusal;
import io.countersign.proposal.model.SpendDraft;
import java.time.Instant;
import java.util.List;

/** From verified signatures to counted ones, and from those to the final transaction. */
public final class Judging {

    private Judging() {}

    /** The signatures in an upload, each proven; refused as a whole where one is wrong or there is none. */
    public static List<CountedSignature> required(ProposalFacts facts, ExpectedSpend spend, Psbt signed, Instant now) {
        Verdict verdict = ContributionVerifier.verify(spend, signed);
        VerifiedContribution verified = verdict.orElseThrow(
                SignatureRefusal::otherTransaction,
                SignatureRefusal::nothingSigned,
                violations -> SignatureRefusal.notRight(verdict.offered(), violations));
        return counted(facts.keyIds(), verified, now);
    }

    /** The same for the PSBT that makes a proposal, which may bring none. */
    static List<CountedSignature> optional(SpendDraft draft, Psbt upload, Instant now) {
        boolean brings = upload.inputs().stream().anyMatch(Judging::bringsSignatures);
        return brings ? required(draft.facts(), draft.spend(), upload, now) : List.of();
    }

    /** The final transaction from counted signatures that meet the threshold on every input. */
    public static Transaction assemble(ExpectedSpend spend, List<CountedSignature> signatures) {
        List<InputSignature> inPlace = signatures.stream()
                .map(signature ->
                        new InputSignature(signature.inputIndex(), signature.publicKey(), signature.signature()))
                .toList();
        return Finalizer.finalize(spend, inPlace).transaction();
    }

    private static boolean bringsSignatures(PsbtInput input) {
        return input.isFinal() || !input.partialSignatures().isEmpty();
    }

    private static List<CountedSignature> counted(List<KeyId> keyIds, VerifiedContribution verified, Instant now) {
        return verified.signatures().stream()
                .map(signature -> counted(keyIds, signature, now))
                .toList();
    }

    private static CountedSignature counted(List<KeyId> keyIds, VerifiedSignature signature, Instant now) {
        return new CountedSignature(
                signature.inputIndex(),
                signature.publicKey(),
                keyIds.get(signature.keyPosition()),
                signature.signatureWithHashType(),
                signature.sighash(),
                signature.r(),
                now,
                null);
    }
}
