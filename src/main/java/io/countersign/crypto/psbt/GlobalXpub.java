package io.countersign.crypto.psbt;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.key.ExtendedPublicKey;
import io.countersign.crypto.key.KeyOrigin;

/**
 * PSBT_GLOBAL_XPUB (BIP174): an extended key with its origin. Holds the 78 bytes as they came, because some devices write SLIP132
 * version bytes there.
 */
public record GlobalXpub(Bytes serialized, KeyOrigin origin) {

    private static final int SIZE = 78;
    private static final int DEPTH_AT = 4;
    private static final int KEY_AT = 45;

    public GlobalXpub {
        requireForm(serialized, Origins.serialize(origin));
    }

    public static GlobalXpub of(ExtendedPublicKey key, KeyOrigin origin) {
        return new GlobalXpub(key.serialize(), origin);
    }

    static GlobalXpub of(PsbtPair pair) {
        return new GlobalXpub(pair.keyData(), Origins.parse(pair.value()));
    }

    PsbtPair toPair() {
        return PsbtPair.of(GlobalField.XPUB, serialized, Origins.serialize(origin));
    }

    static void requireForm(Bytes key, Bytes origin) {
        if (key.size() != SIZE) {
            throw new MalformedException("psbt", "an extended key has 78 bytes, found %d.".formatted(key.size()));
        }
        FieldForm.COMPRESSED.require(key.slice(KEY_AT, KEY_AT + PublicKey.SIZE));
        Origins.requireForm(origin);
        if (Origins.pathLength(origin) != key.at(DEPTH_AT)) {
            throw new MalformedException("psbt", "the length of the path is not the depth of the extended key.");
        }
    }
}
