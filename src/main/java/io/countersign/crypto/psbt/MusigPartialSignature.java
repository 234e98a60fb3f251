package io.countersign.crypto.psbt;

import io.countersign.crypto.bytes.Bytes32;

/** PSBT_IN_MUSIG2_PARTIAL_SIG (BIP373) as it was handed in: a scalar, which need not be below the order. */
public record MusigPartialSignature(MusigSlot slot, Bytes32 signature) {

    static MusigPartialSignature of(PsbtPair pair) {
        return new MusigPartialSignature(MusigSlot.parse(pair.keyData()), new Bytes32(pair.value()));
    }

    PsbtPair toPair() {
        return PsbtPair.of(InputField.MUSIG2_PARTIAL_SIG, slot.serialize(), signature.bytes());
    }
}
