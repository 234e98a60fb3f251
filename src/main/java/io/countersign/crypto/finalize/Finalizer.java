package io.countersign.crypto.finalize;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.InputLocks;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.verify.ExpectedInput;
import io.countersign.crypto.verify.ExpectedSpend;
import io.countersign.crypto.verify.InputSignature;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Makes the final transaction of a spend (BIP174, "Input Finalizer", "Transaction Extractor"). Of more signatures than the threshold
 * the first by the order of the script's keys are taken, so that every copy of the server makes the same bytes.
 */
public final class Finalizer {

    private Finalizer() {}

    /**
     * The final transaction.
     *
     * @param signatures verified ones, in any order
     * @throws IllegalArgumentException where the signatures of an input do not suffice
     */
    public static FinalTransaction finalize(ExpectedSpend spend, Collection<InputSignature> signatures) {
        Map<Integer, Map<Bytes, Bytes>> byInput = byInput(signatures);
        List<TxInput> inputs = IntStream.range(0, spend.inputs().size())
                .mapToObj(i -> signed(spend, i, byInput.getOrDefault(i, Map.of())))
                .toList();
        return new FinalTransaction(spend.unsigned().withInputs(inputs));
    }

    /** Empty where the signatures do not suffice. */
    static Optional<Satisfaction> satisfy(ExpectedSpend spend, int index, Map<Bytes, Bytes> signatures) {
        ExpectedInput input = spend.inputs().get(index);
        return input.path()
                .layout()
                .under(InputLocks.of(spend.unsigned(), index))
                .satisfied(signatures)
                .map(stack -> Satisfaction.of(input, stack));
    }

    static Map<Integer, Map<Bytes, Bytes>> byInput(Collection<InputSignature> signatures) {
        Map<Integer, Map<Bytes, Bytes>> byInput = new HashMap<>();
        for (InputSignature signature : signatures) {
            byInput.computeIfAbsent(signature.inputIndex(), i -> new HashMap<>())
                    .putIfAbsent(signature.publicKey(), signature.signatureWithHashType());
        }
        return byInput;
    }

    private static TxInput signed(ExpectedSpend spend, int index, Map<Bytes, Bytes> signatures) {
        Satisfaction satisfaction = satisfy(spend, index, signatures)
                .orElseThrow(() -> new IllegalArgumentException("input %d has too few signatures".formatted(index)));
        return spend.unsigned().inputs().get(index).withSignature(satisfaction.scriptSig(), satisfaction.witness());
    }
}
