package io.countersign.crypto.finalize;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.ec.PublicKey;
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
     * @throws IllegalArgumentException where an input has fewer signatures than its threshold
     */
    public static FinalTransaction finalize(ExpectedSpend spend, Collection<InputSignature> signatures) {
        Map<Integer, Map<PublicKey, Bytes>> byInput = byInput(signatures);
        List<TxInput> inputs = IntStream.range(0, spend.inputs().size())
                .mapToObj(i -> signed(spend, i, byInput.getOrDefault(i, Map.of())))
                .toList();
        return new FinalTransaction(spend.unsigned().withInputs(inputs));
    }

    /** Empty where the signatures are fewer than the threshold. */
    static Optional<Satisfaction> satisfy(ExpectedInput input, Map<PublicKey, Bytes> signatures) {
        List<Bytes> chosen = input.keys().stream()
                .flatMap(expected -> Optional.ofNullable(signatures.get(expected.key())).stream())
                .limit(input.threshold())
                .toList();
        return chosen.size() == input.threshold() ? Optional.of(Satisfaction.of(input, chosen)) : Optional.empty();
    }

    static Map<Integer, Map<PublicKey, Bytes>> byInput(Collection<InputSignature> signatures) {
        Map<Integer, Map<PublicKey, Bytes>> byInput = new HashMap<>();
        for (InputSignature signature : signatures) {
            byInput.computeIfAbsent(signature.inputIndex(), i -> new HashMap<>())
                    .putIfAbsent(signature.publicKey(), signature.signatureWithHashType());
        }
        return byInput;
    }

    private static TxInput signed(ExpectedSpend spend, int index, Map<PublicKey, Bytes> signatures) {
        Satisfaction satisfaction = satisfy(spend.inputs().get(index), signatures)
                .orElseThrow(() -> new IllegalArgumentException("input %d has too few signatures".formatted(index)));
        return spend.unsigned().inputs().get(index).withSignature(satisfaction.scriptSig(), satisfaction.witness());
    }
}
