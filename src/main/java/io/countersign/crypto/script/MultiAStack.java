package io.countersign.crypto.script;

import io.countersign.crypto.bytes.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * CHECKSIGADD: one element for each key, the first key's on top; empty for who does not sign. Exactly the threshold signs, since
 * NUMEQUAL fails with one too many.
 */
public record MultiAStack(int required, List<Bytes> keys) implements StackLayout {

    public MultiAStack {
        keys = List.copyOf(keys);
    }

    public static MultiAStack of(MultiA script) {
        return new MultiAStack(
                script.required(),
                script.keys().stream().map(key -> key.bytes()).toList());
    }

    @Override
    public Optional<List<Bytes>> satisfied(Map<Bytes, Bytes> signatures) {
        List<Bytes> elements = new ArrayList<>(keys.size());
        int signed = 0;
        for (Bytes key : keys) {
            @Nullable Bytes signature = signed < required ? signatures.get(key) : null;
            signed += signature == null ? 0 : 1;
            elements.add(signature == null ? Bytes.EMPTY : signature);
        }
        Collections.reverse(elements);
        return signed == required ? Optional.of(List.copyOf(elements)) : Optional.empty();
    }

    @Override
    public List<Bytes> largest(int signatureSize) {
        Bytes placeholder = Bytes.wrap(new byte[signatureSize]);
        return IntStream.range(0, keys.size())
                .mapToObj(i -> i < required ? placeholder : Bytes.EMPTY)
                .toList();
    }

    @Override
    public Optional<List<PlacedSignature>> signaturesIn(List<Bytes> stack) {
        long signed = stack.stream().filter(element -> !element.isEmpty()).count();
        return stack.size() == keys.size() && signed == required
                ? Optional.of(IntStream.range(0, keys.size())
                        .filter(i -> !stack.get(keys.size() - 1 - i).isEmpty())
                        .mapToObj(i -> new PlacedSignature(stack.get(keys.size() - 1 - i), List.of(keys.get(i))))
                        .toList())
                : Optional.empty();
    }
}
