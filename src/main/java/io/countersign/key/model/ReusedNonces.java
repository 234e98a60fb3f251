package io.countersign.key.model;

import io.countersign.crypto.verify.Violation;
import io.countersign.crypto.verify.ViolationReason;
import io.countersign.kernel.KeyId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The signatures of an upload whose nonces were used before or twice in it, and the keys that are given away so. */
public final class ReusedNonces {

    private final List<SignatureNonce> offered;
    private final List<KnownNonce> known;

    public ReusedNonces(List<SignatureNonce> offered, List<KnownNonce> known) {
        this.offered = List.copyOf(offered);
        this.known = List.copyOf(known);
    }

    /** Those that were used before; what repeats itself within the file is refused already. */
    public List<Violation> violations() {
        return offered.stream()
                .filter(nonce -> known.stream().anyMatch(before -> before.isRepeatedBy(nonce)))
                .map(nonce -> new Violation(
                        nonce.inputIndex(),
                        nonce.publicKey(),
                        ViolationReason.NONCE_REUSED,
                        "An earlier signature has the same r over another message, which gives the private key away."))
                .toList();
    }

    /** Both keys where two share a nonce: who knows one of them knows the other. */
    public Set<KeyId> exposed() {
        Set<KeyId> keys = new HashSet<>();
        for (SignatureNonce nonce : offered) {
            known.stream().filter(before -> before.isRepeatedBy(nonce)).forEach(before -> {
                keys.addAll(nonce.keyIds());
                keys.addAll(before.keyIds());
            });
            offered.stream().filter(nonce::repeats).forEach(other -> keys.addAll(other.keyIds()));
        }
        return keys;
    }
}
