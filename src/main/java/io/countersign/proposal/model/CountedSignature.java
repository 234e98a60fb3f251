package io.countersign.proposal.model;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.kernel.Entry;
import io.countersign.kernel.KeyId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A verified signature that counts. {@code publicKey} is as it stands in the script, {@code signature} as it goes into the transaction; {@code entry} is the journal entry that
 * recorded it, absent until it is stored.
 */
public record CountedSignature(
        int inputIndex,
        Bytes publicKey,
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
