package io.countersign.crypto.script;

import io.countersign.crypto.bytes.Bytes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One signature: of CHECKSIG with its key in the script, and of taproot's key path. */
public record SingleSignatureStack(Bytes key) implements StackLayout {

    @Override
    public Optional<List<Bytes>> satisfied(Map<Bytes, Bytes> signatures) {
        return Optional.ofNullable(signatures.get(key)).map(List::of);
    }

    @Override
    public List<Bytes> largest(int signatureSize) {
        return List.of(Bytes.wrap(new byte[signatureSize]));
    }

    @Override
    public Optional<List<PlacedSignature>> signaturesIn(List<Bytes> stack) {
        return stack.size() == 1
                ? Optional.of(List.of(new PlacedSignature(stack.get(0), List.of(key))))
                : Optional.empty();
    }
}
