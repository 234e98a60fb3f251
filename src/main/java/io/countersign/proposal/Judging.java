package io.countersign.proposal;

import io.countersign.crypto.finalize.Finalizer;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.verify.ContributionVerifier;
import io.countersign.crypto.verify.ExpectedSpend;
import io.countersign.crypto.verify.InputSignature;
import io.countersign.crypto.verify.MusigFields;
import io.countersign.crypto.verify.MusigRounds;
import io.countersign.crypto.verify.Verdict;
import io.countersign.crypto.verify.Violation;
import io.countersign.proposal.model.Collected;
import io.countersign.proposal.model.ProposalFacts;
import io.countersign.proposal.model.SignatureRefusal;
import io.countersign.proposal.model.SigningSession;
import io.countersign.proposal.model.SpendDraft;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** From verified signatures to counted ones, and from those to the final transaction. */
public final class Judging {

    private Judging() {}

    /** Every signature of an upload verified, right or wrong; refused where it is of another transaction or brings nothing. */
    public static Verified verify(ProposalFacts facts, ExpectedSpend spend, Psbt signed) {
        Verdict verdict = ContributionVerifier.verify(spend, signed);
        if (verdict.outcome() == Verdict.Outcome.OTHER_TRANSACTION) {
            throw SignatureRefusal.otherTransaction();
        }
        MusigFields fields = MusigFields.read(spend.musig(), signed);
        if (verdict.outcome() == Verdict.Outcome.NOTHING_SIGNED && fields.offered() == 0) {
            throw SignatureRefusal.nothingSigned();
        }
        return new Verified(facts, spend, verdict, fields);
    }

    /** The same for the PSBT that makes a proposal; empty where it brings nothing. */
    static Optional<Verified> verifyProposed(SpendDraft draft, Psbt upload) {
        boolean brings = upload.inputs().stream().anyMatch(Judging::bringsSignatures);
        return brings ? Optional.of(verify(draft.facts(), draft.spend(), upload)) : Optional.empty();
    }

    /**
     * What a verified upload brings; refused as a whole where one part is wrong.
     *
     * @param reused what was made with a nonce that was used before
     */
    static Upload required(Verified verified, List<Violation> reused, Instant now) {
        Verdict verdict = verified.verdict();
        MusigFields fields = verified.fields();
        requireRight(verdict, fields, reused);
        Counting counting = new Counting(verified.facts(), verified.spend(), now);
        return new Upload(
                counting.counted(verdict),
                fields.nonces(),
                fields.partials(),
                counting.ignored(verdict, fields),
                verified.signatureNonces());
    }

    /** The final transaction from what was collected, once it meets the threshold on every input. */
    public static Transaction assemble(ExpectedSpend spend, Collected collected) {
        return assemble(spend, collected, List.of());
    }

    /** The same where aggregate keys sign, in rounds that were made for what was known then. */
    public static Transaction assemble(ExpectedSpend spend, MusigRounds rounds, Collected collected) {
        SigningSession session = collected.session().orElseThrow();
        MusigRounds whole = rounds.isWhole() ? rounds : MusigRounds.of(spend.musig(), session.noncesByPlace());
        return assemble(spend, collected, whole.aggregate(session.partialsByPlace()));
    }

    private static Transaction assemble(
            ExpectedSpend spend, Collected collected, List<MusigRounds.AggregateSignature> aggregates) {
        Stream<InputSignature> singly = collected.signatures().stream()
                .map(signature ->
                        new InputSignature(signature.inputIndex(), signature.publicKey(), signature.signature()));
        Stream<InputSignature> together = aggregates.stream()
                .map(aggregate -> new InputSignature(
                        aggregate.inputIndex(),
                        aggregate.key().bytes(),
                        aggregate.signature().bytes()));
        return Finalizer.finalize(spend, Stream.concat(singly, together).toList())
                .transaction();
    }

    /** What is for another path refuses nothing where the file has something for the path that counts. */
    private static void requireRight(Verdict verdict, MusigFields fields, List<Violation> reused) {
        boolean isPathMissed = verdict.outcome() == Verdict.Outcome.OTHER_PATH && !fields.hasAnyForThePath();
        boolean isWrong = verdict.outcome() == Verdict.Outcome.NOT_RIGHT;
        List<Violation> violations = Stream.of(
                        isPathMissed || isWrong ? verdict.violations() : List.<Violation>of(),
                        reused,
                        fields.violations(),
                        verdict.outcome() == Verdict.Outcome.RIGHT ? List.<Violation>of() : fields.missed())
                .flatMap(List::stream)
                .sorted(Comparator.comparingInt(Violation::inputIndex))
                .toList();
        if (!violations.isEmpty()) {
            throw SignatureRefusal.notRight(verdict.offered() + fields.offered(), violations);
        }
    }

    private static boolean bringsSignatures(PsbtInput input) {
        return ContributionVerifier.bringsSignatures(input)
                || !input.musigPublicNonces().isEmpty()
                || !input.musigPartialSignatures().isEmpty();
    }
}
