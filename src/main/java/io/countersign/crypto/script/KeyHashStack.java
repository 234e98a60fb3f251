package io.countersign.crypto.script;

import io.countersign.crypto.bytes.Bytes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A signature and then the key itself, of which the script holds the hash. */
public record KeyHashStack(Bytes key) implements StackLayout {

    @Override
    public Optional<List<Bytes>> satisfied(Map<Bytes, Bytes> signatures) {
        return Optional.ofNullable(signatures.get(key)).map(signature -> List.of(signature, key));
    }

    @Override
    public List<Bytes> largest(int signatureSize) {
        return List.of(Bytes.wrap(new byte[signatureSize]), key);
    }

    @Override
    public Optional<List<PlacedSignature>> signaturesIn(List<Bytes> stack) {
        return stack.size() == 2 && stack.get(1).equals(key)
                ? Optional.of(List.of(new PlacedSignature(stack.get(0), List.of(key))))
                : Optional.empty();
    }
}
