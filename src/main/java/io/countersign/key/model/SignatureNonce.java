package io.countersign.key.model;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.verify.NonceUse;
import io.countersign.kernel.KeyId;
import java.util.List;

/**
 * With which nonce a right signature was made.
 *
 * @param keyIds whose signature it is: of an aggregate key all who take part
 */
public record SignatureNonce(NonceUse use, List<KeyId> keyIds) {
    public SignatureNonce {
        keyIds = List.copyOf(keyIds);
    }

    public Bytes32 r() {
        return use.r();
    }

    /** As it stands in the script. */
    public Bytes publicKey() {
        return use.publicKey();
    }

    public Bytes32 sighash() {
        return use.sighash();
    }

    int inputIndex() {
        return use.inputIndex();
    }

    /** True where both were made with one nonce and are not the same signature, which gives the keys away. */
    boolean repeats(SignatureNonce other) {
        return use.repeats(other.use);
    }
}
