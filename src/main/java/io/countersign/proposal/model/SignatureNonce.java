package io.countersign.proposal.model;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.kernel.KeyId;
import java.util.List;

/**
 * With which nonce a right signature was made.
 *
 * @param publicKey as it stands in the script
 * @param keyIds whose signature it is: of an aggregate key all who take part
 */
public record SignatureNonce(int inputIndex, Bytes32 r, Bytes publicKey, Bytes32 sighash, List<KeyId> keyIds) {
    public SignatureNonce {
        keyIds = List.copyOf(keyIds);
    }

    /** True where both were made with one nonce and are not the same signature, which gives the keys away. */
    boolean repeats(SignatureNonce other) {
        return r.equals(other.r) && !(publicKey.equals(other.publicKey) && sighash.equals(other.sighash));
    }
}
