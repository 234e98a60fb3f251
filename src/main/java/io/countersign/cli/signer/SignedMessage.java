package io.countersign.cli.signer;

import io.countersign.crypto.bytes.Base64Text;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.EcdsaSignature;
import io.countersign.crypto.ec.Secp256k1;
import io.countersign.crypto.message.LegacyMessage;
import java.util.stream.IntStream;

/** Signs a text as devices do when they "sign a message" for a p2wpkh address (BIP137). */
final class SignedMessage {

    private static final int HEADER_OF_P2WPKH = 39;
    private static final int RECOVERY_IDS = 4;

    private SignedMessage() {}

    /** Base64 of 65 bytes: the header, r and s. */
    static String sign(ExtendedPrivateKey key, String text) {
        Bytes32 hash = LegacyMessage.hash(text);
        EcdsaSignature signature = key.sign(hash);
        Bytes header = Bytes.wrap(new byte[] {(byte) (HEADER_OF_P2WPKH + recoveryId(key, hash, signature))});
        return Base64Text.encode(header.plus(signature.toCompact()));
    }

    /** The native library does not say which of the possible keys is ours, so each is tried. */
    private static int recoveryId(ExtendedPrivateKey key, Bytes32 hash, EcdsaSignature signature) {
        return IntStream.range(0, RECOVERY_IDS)
                .filter(id -> Secp256k1.recover(signature, hash, id)
                        .filter(key.publicKey()::equals)
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a signature from which its own key can't be recovered"));
    }
}
