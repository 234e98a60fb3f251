package io.countersign.crypto.psbt;

import io.countersign.crypto.bytes.Bytes;

/**
 * PSBT_IN_PARTIAL_SIG (BIP174) as it was handed in. The key is a point of 33 or 65 bytes; {@code signature}, which ends in the hash
 * type byte, may be anything, the empty string included.
 */
public record PartialSignature(Bytes publicKey, Bytes signature) {

    static PartialSignature of(PsbtPair pair) {
        return new PartialSignature(pair.keyData(), pair.value());
    }
}
