package io.countersign.crypto.ec;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.testing.VectorCase;
import io.countersign.testing.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("ECDSA by Wycheproof under Bitcoin's rules, Schnorr by BIP340")
class SignatureVectorTest {

    static Stream<VectorCase> ecdsa() {
        return Vectors.cases("ecdsa_wycheproof_bitcoin.json");
    }

    static Stream<VectorCase> schnorr() {
        return Vectors.cases("schnorr_bip340.json");
    }

    @ParameterizedTest
    @MethodSource("ecdsa")
    void judgesEcdsaAsWycheproof(VectorCase test) {
        PublicKey key = Secp256k1.compress(Bytes.ofHex(test.input("public_key")));
        Bytes32 hash = Hashes.sha256(Bytes.ofHex(test.input("msg")));
        Bytes der = Bytes.ofHex(test.input("sig"));

        assertThat(isRight(key, hash, der)).as(test.id()).isEqualTo(test.valid());
    }

    private static boolean isRight(PublicKey key, Bytes32 hash, Bytes der) {
        try {
            EcdsaSignature signature = EcdsaSignature.parseDer(der);
            assertThat(signature.toDer()).isEqualTo(der);
            return signature.hasLowS() && Secp256k1.verify(key, hash, signature);
        } catch (MalformedException e) {
            return false;
        }
    }

    /** Bitcoin signs hashes of 32 bytes, and so does the library: messages of other sizes can't even be asked about. */
    @ParameterizedTest
    @MethodSource("schnorr")
    void judgesSchnorrAsBip340(VectorCase test) {
        Bytes message = Bytes.ofHex(test.input("message"));
        if (message.size() != Bytes32.SIZE) {
            assertThat(test.valid()).isTrue();
            return;
        }
        assertThat(isRight(Bytes.ofHex(test.input("public_key")), message, Bytes.ofHex(test.input("signature"))))
                .as(test.id())
                .isEqualTo(test.valid());
    }

    private static boolean isRight(Bytes key, Bytes message, Bytes signature) {
        try {
            return Secp256k1.verify(XOnlyPublicKey.parse(key), new Bytes32(message), new SchnorrSignature(signature));
        } catch (MalformedException e) {
            return false;
        }
    }
}
