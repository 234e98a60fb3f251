package io.countersign.crypto.verify;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.ec.EcdsaSignature;
import io.countersign.crypto.sighash.SighashType;

/** A signature as scripts take it: strict DER and one byte of hash type. */
record TypedSignature(Bytes bytes, EcdsaSignature signature, SighashType type) {

    /** @throws MalformedException where the part before the last byte is not strict DER of two scalars (BIP66) */
    static TypedSignature parse(Bytes bytes) {
        if (bytes.isEmpty()) {
            throw new MalformedException("ECDSA signature", "The signature is empty.");
        }
        int last = bytes.size() - 1;
        return new TypedSignature(
                bytes, EcdsaSignature.parseDer(bytes.slice(0, last)), new SighashType(bytes.at(last)));
    }
}
