package io.countersign.crypto.ec;

import io.countersign.crypto.bytes.Bytes;
import java.util.List;
import java.util.Objects;

/** The sum of the public nonces of all signers, 66 bytes; a half at infinity is 33 zero bytes (BIP327, "Nonce Aggregation"). */
public final class MusigAggregateNonce {

    private final Bytes bytes;

    private MusigAggregateNonce(Bytes bytes) {
        this.bytes = bytes;
    }

    /** @param nonces at least one, in any order */
    public static MusigAggregateNonce of(List<MusigNonce> nonces) {
        if (nonces.isEmpty()) {
            throw new IllegalArgumentException("there is no nonce to aggregate");
        }
        return new MusigAggregateNonce(Secp256k1.aggregateNonces(nonces));
    }

    public Bytes bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MusigAggregateNonce nonce && bytes.equals(nonce.bytes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(bytes);
    }

    @Override
    public String toString() {
        return bytes.toHex();
    }
}
