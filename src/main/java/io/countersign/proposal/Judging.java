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
import java.util.List;
import java.util.stream.Stream;

/** From verified signatures to counted ones, and from those to the final transaction. */
public final class Judging {

    private Judging() {}

    /** What an upload brings, its signatures proven; refused as a whole where one is wrong or there is nothing. */
    public static Upload required(ProposalFacts facts, ExpectedSpend spend, Psbt signed, Instant now) {
        Verdict verdict = ContributionVerifier.verify(spend, signed);
        if (verdict.outcome() == Verdict.Outcome.OTHER_TRANSACTION) {
            throw SignatureRefusal.otherTransaction();
        }
        MusigFields fields = MusigFields.read(spend.musig(), signed);
        requireRight(verdict, fields);
        if (verdict.outcome() == Verdict.Outcome.NOTHING_SIGNED && fields.offered() == 0) {
            throw SignatureRefusal.nothingSigned();
        }
        Counting counting = new Counting(facts, spend, now);
        return new Upload(
                counting.counted(verdict), fields.nonces(), fields.partials(), counting.ignored(verdict, fields));
    }

    /** The same for the PSBT that makes a proposal, which may bring nothing. */
    static Upload optional(SpendDraft draft, Psbt upload, Instant now) {
        boolean brings = upload.inputs().stream().anyMatch(Judging::bringsSignatures);
        return brings ? required(draft.facts(), draft.spend(), upload, now) : Upload.NOTHING;
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
    private static void requireRight(Verdict verdict, MusigFields fields) {
        boolean isPathMissed = verdict.outcome() == Verdict.Outcome.OTHER_PATH && !fields.hasAnyForThePath();
        boolean isWrong = verdict.outcome() == Verdict.Outcome.NOT_RIGHT;
        List<Violation> violations = Stream.of(
                        isPathMissed || isWrong ? verdict.violations() : List.<Violation>of(),
                        fields.violations(),
                        verdict.outcome() == Verdict.Outcome.RIGHT ? List.<Violation>of() : fields.missed())
                .flatMap(List::stream)
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
