package io.countersign.crypto.descriptor.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.key.DerivationPath;
import io.countersign.crypto.key.KeyOrigin;
import io.countersign.crypto.tx.Network;
import io.countersign.testing.VectorCase;
import io.countersign.testing.Vectors;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("BIP380: key expressions")
class KeyExpressionVectorTest {

    /** Legal in the standard and refused here on purpose: private keys, which no server may see, and uncompressed ones. */
    private static final Set<String> REFUSED_KINDS =
            Set.of("wif_uncompressed", "wif_compressed", "xprv", "uncompressed");

    static Stream<VectorCase> taken() {
        return keyExpressions().filter(vector -> vector.valid() && !REFUSED_KINDS.contains(vector.expected("kind")));
    }

    static Stream<VectorCase> refused() {
        return keyExpressions().filter(vector -> !vector.valid() || REFUSED_KINDS.contains(vector.expected("kind")));
    }

    @ParameterizedTest
    @MethodSource("taken")
    void readsEveryPart(VectorCase vector) {
        KeyExpression key = KeyExpression.parse(vector.input("key_expression"), Network.MAINNET);

        assertThat(key).hasToString(canonical(vector));
        assertThat(KeyExpression.parse(key.toString(), Network.MAINNET)).isEqualTo(key);
        assertThat(key.isDerivable(0))
                .isEqualTo(
                        vector.expected().get("derivable_without_private_key").asBoolean());
        assertThat(key.isRanged()).isEqualTo(vector.expected().get("wildcard").isTextual());
        assertThat(key.branches()).isEqualTo(1);
        assertThat(key.participants()).isEqualTo(List.of(key));
        if (vector.expected().get("origin_path").isTextual() && key.isDerivable(0) && !key.isRanged()) {
            DerivationPath below = DerivationPath.parse(vector.expected("derivation_path"));
            assertThat(key.origin(0, 0))
                    .contains(KeyOrigin.parse(origin(vector)).plus(below));
        }
        if (!key.isDerivable(0)) {
            assertThatThrownBy(() -> key.derive(0, 0))
                    .isInstanceOf(MalformedException.class)
                    .hasMessageContaining("hardened");
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWithoutRepeatingWhatMayBeASecret(VectorCase vector) {
        String text = vector.input("key_expression");

        assertThatThrownBy(() -> KeyExpression.parse(text, Network.MAINNET))
                .isInstanceOf(MalformedException.class)
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContainPattern("[a-zA-Z0-9]{30}"));
    }

    private static Stream<VectorCase> keyExpressions() {
        return Vectors.cases("bip380_checksums.json")
                .filter(vector -> vector.input().has("key_expression"));
    }

    private static String canonical(VectorCase vector) {
        String steps = vector.expected("derivation_path");
        String wildcard =
                switch (vector.expected("wildcard")) {
                    case "unhardened" -> "/*";
                    case "hardened" -> "/*h";
                    default -> "";
                };
        return origin(vector) + vector.expected("key") + (steps.isEmpty() ? "" : "/" + steps) + wildcard;
    }

    private static String origin(VectorCase vector) {
        boolean isThere = vector.expected().get("origin_path").isTextual();
        return isThere
                ? "[%s/%s]".formatted(vector.expected("origin_fingerprint"), vector.expected("origin_path"))
                : "";
    }
}
