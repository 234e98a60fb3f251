package io.countersign.proposal.http;

import io.countersign.proposal.model.Part;

/** A signature, nonce or partial signature that counts from now on. */
public record AcceptedView(int inputIndex, String publicKey, String keyId, String kind) {

    public static AcceptedView of(Part part) {
        return new AcceptedView(
                part.inputIndex(),
                part.publicKey().toHex(),
                part.keyId().toString(),
                part.kind().word());
    }
}
