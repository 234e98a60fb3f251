package io.countersign.crypto.psbt;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.VectorCase;
import io.countersign.testing.Vectors;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How many cases each file of PSBTs has, by what they ask. What they ask decides the test that runs them: parser, locktime, creator,
 * updater and combiner {@link PsbtVectorTest}, signer that and {@code PsbtSignerVectorTest}, finalizer and extractor
 * {@code PsbtFinalizerTest}, bip375-checks {@link Bip375VectorTest}, device {@link RealPsbtTest}. None is left out.
 */
@DisplayName("Files of PSBTs and their cases")
class PsbtLedgerVectorTest {

    static Stream<Arguments> files() {
        return Stream.of(
                Arguments.of(
                        "psbt_bip174.json",
                        Map.of(
                                "parser",
                                30L,
                                "creator",
                                1L,
                                "updater",
                                2L,
                                "signer",
                                6L,
                                "combiner",
                                2L,
                                "finalizer",
                                1L,
                                "extractor",
                                1L)),
                Arguments.of("psbt_bip370.json", Map.of("parser", 38L, "locktime", 10L)),
                Arguments.of("psbt_bip371.json", Map.of("parser", 17L)),
                Arguments.of("psbt_bip373.json", Map.of("parser", 24L)),
                Arguments.of("psbt_bip375.json", Map.of("bip375-checks", 42L)),
                Arguments.of(
                        "psbt_core_rpc.json",
                        Map.of(
                                "parser",
                                134L,
                                "creator",
                                1L,
                                "signer",
                                6L,
                                "combiner",
                                1L,
                                "finalizer",
                                1L,
                                "extractor",
                                1L)),
                Arguments.of("psbt_real/manifest.json", Map.of("device", 134L)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("files")
    void hasNoCaseOfAnotherKind(String file, Map<String, Long> kinds) {
        assertThat(Vectors.cases(file)
                        .collect(Collectors.groupingBy(PsbtLedgerVectorTest::kind, Collectors.counting())))
                .isEqualTo(kinds);
    }

    private static String kind(VectorCase test) {
        return test.input().path("role").asText("device");
    }
}
