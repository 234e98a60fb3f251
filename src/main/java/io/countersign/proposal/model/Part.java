package io.countersign.proposal.model;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.kernel.KeyId;
import java.util.Locale;

/** One thing that a contribution brings for an input: whose it is, of what kind, and its bytes. */
public record Part(int inputIndex, Bytes publicKey, KeyId keyId, Kind kind, Bytes value) {

    /** What a part is. */
    public enum Kind {
        SIGNATURE,
        NONCE,
        PARTIAL_SIGNATURE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Part of(CountedSignature signature) {
        return new Part(
                signature.inputIndex(),
                signature.publicKey(),
                signature.keyId(),
                Kind.SIGNATURE,
                signature.signature());
    }

    static Part of(GivenNonce given) {
        return of(given.seat(), Kind.NONCE, given.nonce().bytes());
    }

    static Part of(GivenPartialSignature given) {
        return of(given.seat(), Kind.PARTIAL_SIGNATURE, given.partial().bytes());
    }

    private static Part of(MusigSeat seat, Kind kind, Bytes value) {
        return new Part(seat.inputIndex(), seat.place().slot().participant(), seat.keyId(), kind, value);
    }
}
