package io.countersign.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Ed25519PublicKey;
import io.countersign.crypto.cipher.P256PublicKey;
import java.util.List;

/** A signature by somebody's login key over lines of text, such as an attestation or a confirmation. */
final class LoginSignature {

    private static final String HEX = "([0-9a-f]{2})+";

    private LoginSignature() {}

    /** Whether the key is one whose signatures can be judged here: those of addresses are the devices' business. */
    static boolean isJudged(String loginKey) {
        return loginKey.matches(HEX);
    }

    static boolean isRight(String loginKey, String signature, List<String> lines) {
        Bytes message = Bytes.wrap(String.join("\n", lines).getBytes(UTF_8));
        Bytes key = Bytes.ofHex(loginKey);
        Bytes made = Bytes.ofHex(signature);
        return key.size() == Bytes32.SIZE
                ? new Ed25519PublicKey(new Bytes32(key)).verifies(message, made)
                : P256PublicKey.parse(key).verifies(message, made);
    }
}
