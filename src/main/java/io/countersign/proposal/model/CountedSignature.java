package io.countersign.proposal.model;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.kernel.Entry;
import io.countersign.kernel.KeyId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A verified signature that counts. {@code signature} is DER with its hash type byte; {@code entry} is the journal entry that
 * recorded it, absent until it is stored.
 */
public record CountedSignature(
        int inputIndex,
        PublicKey publicKey,
        KeyId keyId,
        Bytes signature,
        Bytes32 sighash,
        Bytes32 r,
        Instant at,
        @Nullable Entry entry) {

    boolean isOfSameKey(CountedSignature other) {
        return inputIndex == other.inputIndex && publicKey.equals(other.publicKey);
    }
}
