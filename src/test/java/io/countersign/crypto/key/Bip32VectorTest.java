package io.countersign.crypto.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.crypto.MalformedException;
import io.countersign.testing.VectorCase;
import io.countersign.testing.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** BIP32's own vectors, the public half of them: the server never derives from a seed. */
class Bip32VectorTest {

    static Stream<VectorCase> derivedKeys() {
        return operation("derive");
    }

    static Stream<VectorCase> children() {
        return operation("public_child");
    }

    static Stream<VectorCase> badKeys() {
        return operation("parse");
    }

    @ParameterizedTest
    @MethodSource("derivedKeys")
    void readsAndWritesPublicKeys(VectorCase vector) {
        ExtendedPublicKey key = ExtendedPublicKey.parse(vector.expected("xpub"));

        assertThat(key.depth()).isEqualTo(vector.expected().get("depth").asInt());
        assertThat(key.childNumber())
                .isEqualTo(vector.expected().get("child_number").asLong());
        assertThat(key.parentFingerprint()).hasToString(vector.expected("parent_fingerprint"));
        assertThat(key.fingerprint()).hasToString(vector.expected("fingerprint"));
        assertThat(key.chainCode()).hasToString(vector.expected("chain_code"));
        assertThat(key.publicKey()).hasToString(vector.expected("public_key"));
        assertThat(key.isMain()).isTrue();
        assertThat(key.toBase58()).isEqualTo(vector.expected("xpub"));
        assertThat(ExtendedPublicKey.parse(key.serialize())).isEqualTo(key);
    }

    @ParameterizedTest
    @MethodSource("derivedKeys")
    void refusesPrivateKeysWithoutRepeatingThem(VectorCase vector) {
        String secret = vector.expected("xprv");

        assertThatThrownBy(() -> ExtendedPublicKey.parse(secret))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("private key")
                .hasMessageNotContaining(secret.substring(0, 12));
    }

    @ParameterizedTest
    @MethodSource("children")
    void derivesUnhardenedChildrenOnly(VectorCase vector) {
        ExtendedPublicKey parent = ExtendedPublicKey.parse(vector.input("xpub"));
        long index = vector.input().get("index").asLong();

        if (vector.valid()) {
            assertThat(parent.derive(index)).hasToString(vector.expected("xpub"));
            assertThat(parent.derivePublicKey(index))
                    .isEqualTo(ExtendedPublicKey.parse(vector.expected("xpub")).publicKey());
        } else {
            assertThatThrownBy(() -> parent.derive(index)).isInstanceOf(MalformedException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("badKeys")
    void refusesBadKeys(VectorCase vector) {
        assertThatThrownBy(() -> ExtendedPublicKey.parse(vector.input("extended_key")))
                .isInstanceOf(MalformedException.class)
                .hasMessageNotContaining(vector.input("extended_key").substring(0, 12));
    }

    private static Stream<VectorCase> operation(String name) {
        return Vectors.cases("bip32.json")
                .filter(vector -> vector.input("operation").equals(name));
    }
}
