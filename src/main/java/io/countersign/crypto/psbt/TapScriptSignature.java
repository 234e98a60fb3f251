package io.countersign.crypto.psbt;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;

/**
 * PSBT_IN_TAP_SCRIPT_SIG (BIP371) as it was handed in: a signature of 64 or 65 bytes by an x-only key, a point, for the leaf with
 * this hash.
 */
public record TapScriptSignature(Bytes32 publicKey, Bytes32 leafHash, Bytes signature) {

    static TapScriptSignature of(PsbtPair pair) {
        Bytes data = pair.keyData();
        return new TapScriptSignature(
                new Bytes32(data.slice(0, Bytes32.SIZE)), new Bytes32(data.sliceFrom(Bytes32.SIZE)), pair.value());
    }

    PsbtPair toPair() {
        return PsbtPair.of(InputField.TAP_SCRIPT_SIG, publicKey.bytes().plus(leafHash.bytes()), signature);
    }
}
