package io.countersign.crypto.psbt;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import java.util.function.UnaryOperator;

/** Refuses a pair whose key data or value do not have the form of its field. */
interface PairCheck {

    /** @throws MalformedException with a sentence that names neither the field nor its place; the reader adds them */
    void require(Bytes keyData, Bytes value);

    /** The same where the key data are known to be a point, so that they need no second look at the curve. */
    default void requireOfPoint(Bytes keyData, Bytes value) {
        require(keyData, value);
    }

    /** For fields whose key data are a public key. */
    static PairCheck ofKey(FieldForm key, FieldForm value) {
        return new PairCheck() {
            @Override
            public void require(Bytes keyData, Bytes content) {
                key.require(keyData);
                value.require(content);
            }

            @Override
            public void requireOfPoint(Bytes keyData, Bytes content) {
                value.require(content);
            }
        };
    }

    /** For fields whose key is the type alone. */
    static PairCheck bare(FieldForm value) {
        return of(FieldForm.NOTHING, value);
    }

    static PairCheck of(FieldForm keyData, FieldForm value) {
        return (data, content) -> {
            keyData.require(data);
            value.require(content);
        };
    }

    /** For fields whose key data is the hash of their value. */
    static PairCheck preimage(UnaryOperator<Bytes> hash) {
        return (data, content) -> {
            if (!hash.apply(content).equals(data)) {
                throw new MalformedException("psbt", "the value does not hash to the key.");
            }
        };
    }
}
