package io.countersign.proposal.model;

import io.countersign.crypto.psbt.MusigPartialSignature;
import io.countersign.crypto.psbt.MusigPublicNonce;
import io.countersign.crypto.psbt.PsbtInput;
import java.util.List;

/** What a signing session hands on to every signer: each cosigner's own nonce and partial signature, never a sum alone (BIP373). */
final class SessionFields {

    private SessionFields() {}

    /** Puts the fields into {@code inputs}, which is changed. */
    static void addTo(List<PsbtInput> inputs, SigningSession session) {
        for (GivenNonce given : session.nonces()) {
            int index = given.seat().inputIndex();
            MusigPublicNonce field = new MusigPublicNonce(
                    given.seat().place().slot(), given.nonce().bytes());
            inputs.set(index, inputs.get(index).withMusigPublicNonce(field));
        }
        for (GivenPartialSignature given : session.partials()) {
            int index = given.seat().inputIndex();
            MusigPartialSignature field = new MusigPartialSignature(
                    given.seat().place().slot(), given.partial().scalar());
            inputs.set(index, inputs.get(index).withMusigPartialSignature(field));
        }
    }
}
