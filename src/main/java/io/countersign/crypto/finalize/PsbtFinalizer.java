package io.countersign.crypto.finalize;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.verify.ContributionVerifier;
import io.countersign.crypto.verify.ExpectedInput;
import io.countersign.crypto.verify.ExpectedSpend;
import io.countersign.crypto.verify.InputSignature;
import io.countersign.crypto.verify.VerifiedContribution;
import io.countersign.crypto.verify.VerifiedSignature;
import io.countersign.crypto.verify.Violation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Finishes PSBTs of multi-signature inputs by what they say themselves, for a spend that goes on without the server. */
public final class PsbtFinalizer {

    private PsbtFinalizer() {}

    /**
     * BIP174, "Input Finalizer": every signature is verified first.
     *
     * @throws MalformedException where a signature is not right, or an input lacks signatures or is no multi-signature input
     */
    public static Psbt finalizeInputs(Psbt psbt) {
        List<ExpectedInput> facts = IntStream.range(0, psbt.inputs().size())
                .mapToObj(i -> PsbtSpend.expectedInput(psbt, i))
                .toList();
        ExpectedSpend spend = new ExpectedSpend(psbt.unsignedTransaction(), facts, Set.of());
        Map<Integer, Map<Bytes, Bytes>> signatures = Finalizer.byInput(verified(spend, psbt));
        return psbt.withInputs(IntStream.range(0, facts.size())
                .mapToObj(i -> finalized(spend, i, psbt.inputs().get(i), signatures.getOrDefault(i, Map.of())))
                .toList());
    }

    /**
     * BIP174, "Transaction Extractor": the network transaction.
     *
     * @throws MalformedException where an input is not finalized
     */
    public static Transaction extract(Psbt psbt) {
        Transaction unsigned = psbt.unsignedTransaction();
        List<TxInput> inputs = IntStream.range(0, psbt.inputs().size())
                .mapToObj(i -> signed(i, unsigned.inputs().get(i), psbt.inputs().get(i)))
                .toList();
        return unsigned.withInputs(inputs);
    }

    private static List<InputSignature> verified(ExpectedSpend spend, Psbt psbt) {
        VerifiedContribution contribution = ContributionVerifier.verify(spend, psbt)
                .orElseThrow(
                        () -> new IllegalStateException("a PSBT differs from itself"),
                        () -> new MalformedException("psbt", "The PSBT holds no signature."),
                        PsbtFinalizer::notRight);
        return contribution.signatures().stream()
                .map(VerifiedSignature::toInputSignature)
                .toList();
    }

    private static MalformedException notRight(List<Violation> violations) {
        Violation first = violations.get(0);
        return new MalformedException(
                "psbt", "Input %d has a signature that is not right: %s".formatted(first.inputIndex(), first.detail()));
    }

    private static PsbtInput finalized(ExpectedSpend spend, int index, PsbtInput input, Map<Bytes, Bytes> signatures) {
        Satisfaction satisfaction = Finalizer.satisfy(spend, index, signatures)
                .orElseThrow(() -> new MalformedException(
                        "psbt",
                        "Input %d has %d of %d signatures."
                                .formatted(
                                        index,
                                        signatures.size(),
                                        spend.inputs().get(index).threshold())));
        return input.finalized(satisfaction.scriptSig(), satisfaction.witness());
    }

    private static TxInput signed(int index, TxInput input, PsbtInput described) {
        if (!described.isFinal()) {
            throw new MalformedException("psbt", "Input %d is not finalized.".formatted(index));
        }
        return input.withSignature(
                described.finalScriptSig().orElse(Bytes.EMPTY),
                described.finalScriptWitness().orElse(List.of()));
    }
}
