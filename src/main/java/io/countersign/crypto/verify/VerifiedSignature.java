package io.countersign.crypto.verify;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.EcdsaSignature;
import io.countersign.crypto.ec.PublicKey;

/**
 * A signature that was found right.
 *
 * @param keyPosition of the cosigner in the wallet
 * @param signatureWithHashType strict DER and the hash type byte 01, as it goes into the transaction
 * @param sighash what it signs
 */
public record VerifiedSignature(
        int inputIndex,
        PublicKey publicKey,
        int keyPosition,
        Bytes signatureWithHashType,
        Bytes32 sighash,
        EcdsaSignature signature) {

    /** The part that the finished transaction needs. */
    public InputSignature toInputSignature() {
        return new InputSignature(inputIndex, publicKey, signatureWithHashType);
    }

    NonceUse nonceUse() {
        return new NonceUse(signature.r(), publicKey, sighash);
    }
}
