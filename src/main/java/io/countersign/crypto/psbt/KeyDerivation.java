package io.countersign.crypto.psbt;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.key.KeyOrigin;

/** A key of a script and where it comes from: {@code publicKey} is a point in 33 bytes, or in 65 in old transactions. */
public record KeyDerivation(Bytes publicKey, KeyOrigin origin) {

    public KeyDerivation {
        FieldForm.POINT.require(publicKey);
    }

    public static KeyDerivation of(PublicKey key, KeyOrigin origin) {
        return new KeyDerivation(key.bytes(), origin);
    }

    static KeyDerivation of(PsbtPair pair) {
        return new KeyDerivation(pair.keyData(), Origins.parse(pair.value()));
    }

    PsbtPair toPair(PsbtField field) {
        return PsbtPair.of(field, publicKey, Origins.serialize(origin));
    }
}
