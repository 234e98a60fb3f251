package io.countersign.crypto.descriptor.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.crypto.MalformedException;
import io.countersign.crypto.tx.Network;
import io.countersign.testing.VectorCase;
import io.countersign.testing.Vectors;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("BIP381 to 387, 389, 390 and Bitcoin Core: descriptors")
class OutputExpressionVectorTest {

    private static final Pattern UNCOMPRESSED = Pattern.compile("04[0-9a-f]{128}");

    /** The two of Core's four warnings that are more than 65535 units. */
    private static final Pattern LOOSE_LOCK = Pattern.compile("older\\((65536|4259840)\\)");

    static Stream<VectorCase> taken() {
        return valid().filter(vector -> refusal(vector).isEmpty());
    }

    static Stream<VectorCase> refusedOnPurpose() {
        return valid().filter(vector -> refusal(vector).isPresent());
    }

    static Stream<VectorCase> invalid() {
        return Vectors.cases("descriptors.json").filter(vector -> !vector.valid());
    }

    /** Why a descriptor that its standard calls valid is refused here on purpose. */
    private static Optional<String> refusal(VectorCase vector) {
        List<String> expressions = expressions(vector);
        if (vector.input().get("has_private_keys").asBoolean()) {
            return Optional.of("a private key, which no server may see");
        }
        if (Stream.of("combo", "raw", "addr", "rawtr", "unused").anyMatch(expressions::contains)) {
            return Optional.of("does not say which keys and scripts can spend");
        }
        if (UNCOMPRESSED.matcher(vector.input("descriptor")).find()) {
            return Optional.of("an uncompressed key");
        }
        return LOOSE_LOCK.matcher(vector.input("descriptor")).find()
                ? Optional.of("a relative lock of which consensus ignores a part; Bitcoin Core warns of it")
                : Optional.empty();
    }

    @ParameterizedTest
    @MethodSource("taken")
    void derivesEveryScript(VectorCase vector) {
        OutputExpression expression = parse(vector);

        assertThat(expression.isRanged())
                .isEqualTo(vector.expected().get("ranged").asBoolean());
        for (JsonNode script : vector.expected().get("scripts")) {
            int branch = script.get("branch").asInt();
            assertThat(expression.isDerivable(branch)).isTrue();
            assertThat(expression
                            .scriptPubKey(branch, script.get("index").asLong())
                            .toHex())
                    .isEqualTo(script.get("script_pubkey").asText());
        }
    }

    @ParameterizedTest
    @MethodSource("taken")
    void derivesNothingBelowHardenedSteps(VectorCase vector) {
        OutputExpression expression = parse(vector);
        boolean needsPrivateKeys = vector.expected().has("error");

        for (int branch = 0; branch < expression.branches(); branch++) {
            int at = branch;
            boolean isNamed = needsPrivateKeys
                    || numbers(vector.expected().path("branches_needing_private_keys"))
                            .contains(at);
            assertThat(expression.isDerivable(branch)).isNotEqualTo(isNamed);
            if (isNamed) {
                assertThatThrownBy(() -> expression.scriptPubKey(at, 0)).isInstanceOf(MalformedException.class);
            }
        }
    }

    /** Bitcoin Core normalizes by moving keys to the last hardened step; where there is none, both have one canonical text. */
    @ParameterizedTest
    @MethodSource("taken")
    void printsTheCanonicalText(VectorCase vector) {
        OutputExpression expression = parse(vector);

        assertThat(OutputExpression.parse(expression.text(), network(vector))).isEqualTo(expression);
        JsonNode normalized = vector.expected().path("normalized");
        if (normalized.isTextual() && expression.isDerivable(0)) {
            assertThat(expression.text()).isEqualTo(normalized.asText().replaceAll("#.*", ""));
        }
        assertThat(expression.meansTheSameAs(
                        OutputExpression.parse(expression.normalized().text(), network(vector))))
                .isTrue();
    }

    /** A multipath text stands for one descriptor a branch, which give the same scripts. */
    @ParameterizedTest
    @MethodSource("taken")
    void expandsToTheDescriptorsOfItsBranches(VectorCase vector) {
        OutputExpression expression = parse(vector);
        JsonNode expanded = vector.expected().path("expanded");

        assertThat(expression.branches()).isEqualTo(Math.max(1, expanded.size()));
        for (int branch = 0; branch < expanded.size(); branch++) {
            OutputExpression single =
                    OutputExpression.parse(expanded.get(branch).asText(), network(vector));
            if (expression.isDerivable(branch)) {
                assertThat(expression.scriptPubKey(branch, 7)).isEqualTo(single.scriptPubKey(0, 7));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("refusedOnPurpose")
    void refusesOnPurpose(VectorCase vector) {
        assertThatThrownBy(() -> parse(vector))
                .as(refusal(vector).orElseThrow())
                .isInstanceOf(MalformedException.class)
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContainPattern("[a-zA-Z0-9]{30}"));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void refusesWhatIsInvalid(VectorCase vector) {
        assertThatThrownBy(() -> parse(vector)).isInstanceOf(MalformedException.class);
    }

    private static Stream<VectorCase> valid() {
        return Vectors.cases("descriptors.json").filter(VectorCase::valid);
    }

    private static OutputExpression parse(VectorCase vector) {
        return OutputExpression.parse(vector.input("descriptor"), network(vector));
    }

    private static List<Integer> numbers(JsonNode list) {
        return IntStream.range(0, list.size())
                .mapToObj(i -> list.get(i).asInt())
                .toList();
    }

    private static List<String> expressions(VectorCase vector) {
        JsonNode names = vector.input().get("expressions");
        return IntStream.range(0, names.size())
                .mapToObj(i -> names.get(i).asText())
                .toList();
    }

    private static Network network(VectorCase vector) {
        return vector.input("network").equals("main") ? Network.MAINNET : Network.TESTNET4;
    }
}
