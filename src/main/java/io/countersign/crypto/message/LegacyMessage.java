package io.countersign.crypto.message;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Base64Text;
import io.countersign.crypto.bytes.ByteWriter;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.crypto.ec.EcdsaSignature;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.ec.Secp256k1;
import java.util.Optional;

/**
 * A message signature of 65 bytes that gives its key away (BIP137). Devices disagree on the header byte, so the key is recovered and
 * compared, never the address form that the header claims.
 */
public final class LegacyMessage {

    private static final String FORMAT = "message signature";
    private static final Bytes MAGIC = Bytes.wrap("\u0018Bitcoin Signed Message:\n".getBytes(US_ASCII));
    private static final int SIZE = 65;

    private LegacyMessage() {}

    /** True where {@code key} made the signature over {@code message}; header bytes 31 to 34 and 39 to 42 are taken. */
    public static boolean isSignedBy(PublicKey key, String message, String base64) {
        return recover(message, base64).map(key::equals).orElse(false);
    }

    /**
     * The key that signed, or nothing where there is none.
     *
     * @throws MalformedException where the text is no signature of 65 bytes with a header for compressed keys
     */
    public static Optional<PublicKey> recover(String message, String base64) {
        Bytes bytes = Base64Text.decode(base64);
        if (bytes.size() != SIZE) {
            throw new MalformedException(FORMAT, "A BIP137 signature has 65 bytes.");
        }
        int header = bytes.at(0);
        boolean isTaken = header >= 31 && header <= 34 || header >= 35 && header <= 42;
        if (!isTaken) {
            throw new MalformedException(FORMAT, "The header byte is none of a compressed key (31 to 42).");
        }
        EcdsaSignature signature = EcdsaSignature.parseCompact(bytes.sliceFrom(1));
        return Secp256k1.recover(signature, hash(message), (header - 27) & 3);
    }

    /** Double SHA-256 of the magic, the length in bytes of UTF-8, and the text. */
    public static Bytes32 hash(String message) {
        Bytes text = Bytes.wrap(message.getBytes(UTF_8));
        return Hashes.doubleSha256(
                new ByteWriter().write(MAGIC).writeVarBytes(text).toBytes());
    }
}
