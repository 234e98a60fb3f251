package io.countersign.proposal.http;

import io.countersign.proposal.model.CountedSignature;

/** A signature that counts from now on. */
public record AcceptedView(int inputIndex, String publicKey, String keyId, String kind) {

    public static AcceptedView of(CountedSignature signature) {
        return new AcceptedView(
                signature.inputIndex(),
                signature.publicKey().toHex(),
                signature.keyId().toString(),
                "signature");
    }
}
