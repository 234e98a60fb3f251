package io.countersign.crypto.verify;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;

/**
 * A signature that was found right.
 *
 * @param publicKey as it stands in the script: 33 bytes, of taproot 32; on the key path the internal key
 * @param keyPosition of the cosigner in the wallet
 * @param spendPath the id of the path that it is for
 * @param signatureWithHashType as it goes into the transaction
 * @param sighash what it signs
 * @param r its nonce's x coordinate
 */
public record VerifiedSignature(
        int inputIndex,
        Bytes publicKey,
        int keyPosition,
        String spendPath,
        Bytes signatureWithHashType,
        Bytes32 sighash,
        Bytes32 r) {

    /** The part that the finished transaction needs. */
    public InputSignature toInputSignature() {
        return new InputSignature(inputIndex, publicKey, signatureWithHashType);
    }

    NonceUse nonceUse() {
        return new NonceUse(inputIndex, r, publicKey, keyPosition, sighash);
    }
}
