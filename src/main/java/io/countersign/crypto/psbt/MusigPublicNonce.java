package io.countersign.crypto.psbt;

import io.countersign.crypto.bytes.Bytes;

/** PSBT_IN_MUSIG2_PUB_NONCE (BIP373) as it was handed in: 66 bytes, which need not be points. */
public record MusigPublicNonce(MusigSlot slot, Bytes nonce) {

    public MusigPublicNonce {
        FieldForm.PUBLIC_NONCE.require(nonce);
    }

    static MusigPublicNonce of(PsbtPair pair) {
        return new MusigPublicNonce(MusigSlot.parse(pair.keyData()), pair.value());
    }

    PsbtPair toPair() {
        return PsbtPair.of(InputField.MUSIG2_PUB_NONCE, slot.serialize(), nonce);
    }
}
