package io.countersign.crypto.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.testing.VectorCase;
import io.countersign.testing.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wycheproof's cases for the signatures that people sign in with. */
class LoginKeyVectorTest {

    static Stream<VectorCase> es256() {
        return Vectors.cases("login_es256.json");
    }

    static Stream<VectorCase> ed25519() {
        return Vectors.cases("login_ed25519.json");
    }

    @ParameterizedTest
    @MethodSource("es256")
    void verifiesEs256AsLabelled(VectorCase vector) {
        P256PublicKey key = P256PublicKey.parse(Bytes.ofHex(vector.input("public_key")));

        assertThat(key.verifies(Bytes.ofHex(vector.input("msg")), Bytes.ofHex(vector.input("sig"))))
                .isEqualTo(vector.valid());
    }

    @ParameterizedTest
    @MethodSource("ed25519")
    void verifiesEd25519AsLabelled(VectorCase vector) {
        Ed25519PublicKey key = new Ed25519PublicKey(
                Bytes32.of(Bytes.ofHex(vector.input("public_key")).toArray()));

        assertThat(key.verifies(Bytes.ofHex(vector.input("msg")), Bytes.ofHex(vector.input("sig"))))
                .isEqualTo(vector.valid());
    }

    @Test
    void readsBothFormsOfOnePointAsOneKey() {
        // The generator of P-256 (SEC 2 section 2.4.2), written both ways.
        String x = "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296";
        String y = "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";
        P256PublicKey uncompressed = P256PublicKey.parse(Bytes.ofHex("04" + x + y));

        assertThat(uncompressed).isEqualTo(P256PublicKey.parse(Bytes.ofHex("03" + x)));
        assertThat(uncompressed.compressed().toHex()).isEqualTo("03" + x);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                // x = 1 + p is no field element; hybrid form; off the curve; 64 bytes without a prefix
                "02ffffffff00000001000000000000000000000001000000000000000000000001ff",
                "02ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
                "076b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
                "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f4",
                "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"
            })
    void refusesWhatIsNoPointOfP256(String hex) {
        assertThatThrownBy(() -> P256PublicKey.parse(Bytes.ofHex(hex))).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // The neutral element, the point of order 2, points of order 4 and 8: RFC 8032 section 5.1, "low order
                // points".
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                // y not reduced
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
            })
    void refusesEd25519KeysForWhichAnyoneCanSign(String hex) {
        Bytes32 value = Bytes32.of(Bytes.ofHex(hex).toArray());

        assertThatThrownBy(() -> new Ed25519PublicKey(value)).isInstanceOf(MalformedException.class);
    }
}
