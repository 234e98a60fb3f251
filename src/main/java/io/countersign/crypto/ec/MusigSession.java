package io.countersign.crypto.ec;

import io.countersign.crypto.bytes.Bytes32;
import java.util.List;

/**
 * A MuSig2 session of fixed keys, nonces and message (BIP327, "Session Context"). Both halves of the aggregate nonce may be infinity: the
 * generator then takes the final nonce's place, and a false signature will name its maker.
 */
public final class MusigSession {

    private final MusigKeys keys;
    private final byte[] session;

    private MusigSession(MusigKeys keys, byte[] session) {
        this.keys = keys;
        this.session = session;
    }

    public static MusigSession of(MusigKeys keys, MusigAggregateNonce nonce, Bytes32 message) {
        return new MusigSession(keys, Secp256k1.startSession(keys, nonce, message));
    }

    /**
     * BIP327, "Partial Signature Verification".
     *
     * @param nonce the signer's own, one of those that were aggregated
     */
    public boolean verify(PublicKey signer, MusigNonce nonce, MusigPartialSignature partial) {
        if (!keys.signers().contains(signer)) {
            throw new IllegalArgumentException("the key is none of the session's signers");
        }
        return Secp256k1.verify(keys, session, signer, nonce, partial);
    }

    /** BIP327, "Partial Signature Aggregation". Right only where every part is: the caller has verified them. */
    public SchnorrSignature aggregate(List<MusigPartialSignature> partials) {
        if (partials.size() != keys.signers().size()) {
            throw new IllegalArgumentException("there must be one partial signature of each signer");
        }
        return Secp256k1.aggregate(session, partials);
    }
}
