package io.countersign.crypto.ec;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import java.util.List;

/** One signer's public nonce in a MuSig2 session (BIP327, "Nonce Generation"): two points, 66 bytes, proven to lie on the curve. */
public record MusigNonce(PublicKey first, PublicKey second) {

    public static final int SIZE = 2 * PublicKey.SIZE;

    private static final String FORMAT = "public nonce";

    /** @throws MalformedException for another length, and for a half that is no compressed point */
    public static MusigNonce parse(Bytes bytes) {
        if (bytes.size() != SIZE) {
            throw new MalformedException(
                    FORMAT, "A public nonce has 66 bytes, two compressed points; found %d.".formatted(bytes.size()));
        }
        return new MusigNonce(
                point("first", bytes.slice(0, PublicKey.SIZE)), point("second", bytes.sliceFrom(PublicKey.SIZE)));
    }

    /** The 66 bytes, as PSBT_IN_MUSIG2_PUB_NONCE has them. */
    public Bytes bytes() {
        return first.bytes().plus(second.bytes());
    }

    public List<PublicKey> points() {
        return List.of(first, second);
    }

    @Override
    public String toString() {
        return bytes().toHex();
    }

    private static PublicKey point(String half, Bytes bytes) {
        try {
            return PublicKey.parse(bytes);
        } catch (MalformedException e) {
            throw new MalformedException(
                    FORMAT, "The %s half of the public nonce is no compressed point of secp256k1.".formatted(half));
        }
    }
}
