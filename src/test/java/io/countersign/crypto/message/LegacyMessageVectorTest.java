package io.countersign.crypto.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.acinq.secp256k1.Secp256k1;
import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.script.Address;
import io.countersign.crypto.tx.Network;
import io.countersign.testing.VectorCase;
import io.countersign.testing.Vectors;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The vectors of signed messages by Bitcoin Core, Electrum, Trezor and bitcoinjs. The rule is Electrum's (the header's kind of
 * address, or that of P2PKH for all), but for uncompressed keys, which are refused.
 */
class LegacyMessageVectorTest {

    static Stream<VectorCase> hashes() {
        return operation("hash");
    }

    static Stream<VectorCase> signatures() {
        return operation("verify");
    }

    static Stream<VectorCase> signed() {
        return operation("sign");
    }

    static Stream<VectorCase> parts() {
        return operation("encode");
    }

    static Stream<VectorCase> malformed() {
        return operation("decode");
    }

    @ParameterizedTest
    @MethodSource("hashes")
    void hashesMessages(VectorCase vector) {
        assertThat(LegacyMessage.hash(vector.input("message")).toHex()).isEqualTo(vector.expected("hash"));
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void verifiesByAddress(VectorCase vector) {
        boolean isRight = vector.expected()
                        .get("derived_by_mode")
                        .get("electrum")
                        .asText()
                        .equals("valid")
                && !isOfUncompressedKey(vector.input("signature"));

        assertThat(Arrays.stream(Network.values()).anyMatch(network -> isSigned(vector, network)))
                .isEqualTo(isRight);
    }

    @ParameterizedTest
    @MethodSource("signed")
    void recoversTheKeyThatSigned(VectorCase vector) {
        PublicKey signer = publicKey(Bytes.ofHex(vector.input("private_key")));
        String message = vector.input("message");
        String signature = vector.expected("signature");
        if (isOfUncompressedKey(signature)) {
            assertThatThrownBy(() -> LegacyMessage.recover(message, signature)).isInstanceOf(MalformedException.class);
            return;
        }

        assertThat(LegacyMessage.recover(message, signature)).contains(signer);
        assertThat(LegacyMessage.isSignedBy(signer, message, signature))
                .isEqualTo(!LegacySignature.parse(signature).isNestedSegwit());
        assertThat(LegacyMessage.isSignedBy(signer, message + " ", signature)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("parts")
    void takesSignaturesApart(VectorCase vector) {
        String text = vector.expected("signature");
        if (isOfUncompressedKey(text)) {
            assertThatThrownBy(() -> LegacySignature.parse(text)).isInstanceOf(MalformedException.class);
            return;
        }

        LegacySignature signature = LegacySignature.parse(text);

        assertThat(signature.header()).isEqualTo(vector.expected().get("header").asInt());
        assertThat(signature.recoveryId())
                .isEqualTo(vector.input().get("recovery_id").asInt());
        assertThat(signature.signature().toCompact().toHex()).isEqualTo(vector.input("r_s"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesWhatIsNoSignature(VectorCase vector) {
        assertThatThrownBy(() -> LegacyMessage.recover("", vector.input("signature")))
                .isInstanceOf(MalformedException.class);
    }

    private static boolean isSigned(VectorCase vector, Network network) {
        try {
            Address address = Address.parse(vector.input("address"), network);
            return LegacyMessage.isSignedBy(address, message(vector), vector.input("signature"));
        } catch (MalformedException e) {
            return false;
        }
    }

    /** Trezor signs the text's normal form, which its four cases ask for; messages of this server are ASCII. */
    private static Bytes message(VectorCase vector) {
        if (vector.input().has("message_hex")) {
            return Bytes.ofHex(vector.input("message_hex"));
        }
        boolean isNormalized = vector.input().path("normalization").asText().equals("NFC");
        String text = vector.input("message");
        return Bytes.wrap((isNormalized ? Normalizer.normalize(text, Normalizer.Form.NFC) : text).getBytes(UTF_8));
    }

    /** Headers 27 to 30: 8 of the verified cases that Electrum would take, and some of the signed and encoded ones. */
    private static boolean isOfUncompressedKey(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            return bytes.length == 65 && bytes[0] >= 27 && bytes[0] <= 30;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static PublicKey publicKey(Bytes privateKey) {
        Secp256k1 library = Secp256k1.get();
        return PublicKey.parse(Bytes.wrap(library.pubKeyCompress(library.pubkeyCreate(privateKey.toArray()))));
    }

    private static Stream<VectorCase> operation(String name) {
        return Vectors.cases("bip137.json")
                .filter(vector -> vector.input("operation").equals(name));
    }
}
