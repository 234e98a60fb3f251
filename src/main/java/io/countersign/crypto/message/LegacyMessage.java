package io.countersign.crypto.message;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.ByteWriter;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.ec.Secp256k1;
import io.countersign.crypto.script.Address;
import java.util.Optional;

/**
 * A message signature of 65 bytes that gives its key away (BIP137). Signatures by uncompressed keys (header 27 to 30) are refused:
 * no wallet of this server has such keys.
 */
public final class LegacyMessage {

    private static final Bytes MAGIC = Bytes.wrap("\u0018Bitcoin Signed Message:\n".getBytes(US_ASCII));

    private LegacyMessage() {}

    /**
     * True where {@code key} made the signature over {@code message}. Header bytes 31 to 34 and 39 to 42 are taken alike: devices
     * mix them, and it is the key that is compared.
     *
     * @throws MalformedException where the text is no signature of 65 bytes with a header for compressed keys
     */
    public static boolean isSignedBy(PublicKey key, String message, String base64) {
        LegacySignature signature = LegacySignature.parse(base64);
        return !signature.isNestedSegwit()
                && recover(bytes(message), signature).map(key::equals).orElse(false);
    }

    /** True where the key of {@code address} (P2PKH, P2WPKH or nested) made the signature; false also for malformed ones. */
    public static boolean isSignedBy(Address address, String message, String base64) {
        return isSignedBy(address, bytes(message), base64);
    }

    static boolean isSignedBy(Address address, Bytes message, String base64) {
        try {
            LegacySignature signature = LegacySignature.parse(base64);
            return recover(message, signature)
                    .map(key -> signature.scriptsOf(key).contains(address.scriptPubKey()))
                    .orElse(false);
        } catch (MalformedException e) {
            return false;
        }
    }

    /**
     * The key that signed, or nothing where there is none.
     *
     * @throws MalformedException where the text is no signature of 65 bytes with a header for compressed keys
     */
    public static Optional<PublicKey> recover(String message, String base64) {
        return recover(bytes(message), LegacySignature.parse(base64));
    }

    /**
     * The signature and what it signs, whoever made it.
     *
     * @throws MalformedException where the text is no signature of 65 bytes with a header for compressed keys
     */
    public static SignedHash signedHash(String message, String base64) {
        return new SignedHash(LegacySignature.parse(base64).signature(), hash(message));
    }

    /** Double SHA-256 of the magic, the length in bytes of UTF-8, and the text. */
    public static Bytes32 hash(String message) {
        return hash(bytes(message));
    }

    private static Optional<PublicKey> recover(Bytes message, LegacySignature signature) {
        return Secp256k1.recover(signature.signature(), hash(message), signature.recoveryId());
    }

    private static Bytes32 hash(Bytes message) {
        return Hashes.doubleSha256(
                new ByteWriter().write(MAGIC).writeVarBytes(message).toBytes());
    }

    private static Bytes bytes(String message) {
        return Bytes.wrap(message.getBytes(UTF_8));
    }
}
