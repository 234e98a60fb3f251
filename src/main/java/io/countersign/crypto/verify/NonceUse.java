package io.countersign.crypto.verify;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;

/** That a right signature with this r was made by a key over a message, for an input of the spend. A signed message has one input. */
public record NonceUse(int inputIndex, Bytes32 r, Bytes publicKey, int keyPosition, Bytes32 sighash) {

    /**
     * True where both were made with one nonce, which gives the key away: the same r over another message, or by another key, which
     * in a wallet may be a child of the same one.
     */
    public boolean repeats(NonceUse earlier) {
        return r.equals(earlier.r) && !(publicKey.equals(earlier.publicKey) && sighash.equals(earlier.sighash));
    }
}
