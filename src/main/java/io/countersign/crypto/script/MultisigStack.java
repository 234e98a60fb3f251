package io.countersign.crypto.script;

import io.countersign.crypto.bytes.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** CHECKMULTISIG: an empty element (BIP147), then exactly as many signatures as the threshold, in the order of the keys. */
public record MultisigStack(int required, List<Bytes> keys) implements StackLayout {

    public MultisigStack {
        keys = List.copyOf(keys);
    }

    public static MultisigStack of(Multisig script) {
        return new MultisigStack(
                script.threshold().required(),
                script.keys().stream().map(key -> key.bytes()).toList());
    }

    @Override
    public Optional<List<Bytes>> satisfied(Map<Bytes, Bytes> signatures) {
        List<Bytes> chosen = keys.stream()
                .filter(signatures::containsKey)
                .limit(required)
                .map(signatures::get)
                .toList();
        return chosen.size() == required ? Optional.of(stack(chosen)) : Optional.empty();
    }

    @Override
    public List<Bytes> largest(int signatureSize) {
        return stack(Collections.nCopies(required, Bytes.wrap(new byte[signatureSize])));
    }

    /** Signatures come in the order of the keys, so only a stretch of the keys can have made each one. */
    @Override
    public Optional<List<PlacedSignature>> signaturesIn(List<Bytes> stack) {
        int slack = keys.size() - required + 1;
        boolean isOfThisForm = stack.size() == required + 1 && stack.get(0).isEmpty();
        return isOfThisForm
                ? Optional.of(IntStream.range(0, required)
                        .mapToObj(i -> new PlacedSignature(stack.get(i + 1), keys.subList(i, i + slack)))
                        .toList())
                : Optional.empty();
    }

    private static List<Bytes> stack(List<Bytes> signatures) {
        List<Bytes> stack = new ArrayList<>(signatures.size() + 1);
        stack.add(Bytes.EMPTY);
        stack.addAll(signatures);
        return List.copyOf(stack);
    }
}
