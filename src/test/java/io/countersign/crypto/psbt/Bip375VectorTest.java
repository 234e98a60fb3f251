package io.countersign.crypto.psbt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.crypto.MalformedException;
import io.countersign.testing.VectorCase;
import io.countersign.testing.Vectors;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Payments to silent payment addresses: their fields are kept as unknown, and what does not say what it pays is refused. */
@DisplayName("BIP375")
class Bip375VectorTest {

    /** Refused on purpose, the valid ones too: an output has no script, so nobody knows yet what would be signed. */
    private static final Set<String> WITHOUT_OUTPUT_SCRIPT = Set.of("invalid-06", "valid-17", "valid-18", "valid-19");

    /** Out of scope: what these checks look at are fields that this server keeps as unknown, and asks for no answer. */
    private static final Map<String, String> UNANSWERED = Map.of(
            "psbt structure", "the lengths of BIP375's fields, and which of them stand together",
            "ecdh coverage", "who has shared a secret with whom, and its proof",
            "input eligibility", "which inputs may pay to a silent payment address",
            "output scripts", "whether the output's script is the one that the shared secret gives");

    /** PSBT_GLOBAL_SP_ECDH_SHARE and _DLEQ, PSBT_IN_ of both, PSBT_OUT_SP_V0_INFO and _LABEL. */
    private static final Set<Long> GLOBAL_TYPES = Set.of(0x07L, 0x08L);

    private static final Set<Long> INPUT_TYPES = Set.of(0x1dL, 0x1eL);
    private static final Set<Long> OUTPUT_TYPES = Set.of(0x09L, 0x0aL);

    static Stream<VectorCase> all() {
        return Vectors.cases("psbt_bip375.json");
    }

    static Stream<VectorCase> withoutScript() {
        return all().filter(Bip375VectorTest::isWithoutScript);
    }

    static Stream<VectorCase> complete() {
        return all().filter(test -> !isWithoutScript(test));
    }

    static Stream<VectorCase> unanswered() {
        return complete().filter(test -> !test.valid());
    }

    private static boolean isWithoutScript(VectorCase test) {
        return WITHOUT_OUTPUT_SCRIPT.stream().anyMatch(test.id()::startsWith);
    }

    private static long ofBip375(Psbt psbt) {
        return Stream.of(
                        psbt.unknownGlobals().stream().filter(pair -> GLOBAL_TYPES.contains(pair.type())),
                        psbt.inputs().stream()
                                .flatMap(input -> input.unknown().stream())
                                .filter(pair -> INPUT_TYPES.contains(pair.type())),
                        psbt.outputs().stream()
                                .flatMap(output -> output.unknown().stream())
                                .filter(pair -> OUTPUT_TYPES.contains(pair.type())))
                .flatMap(pairs -> pairs)
                .count();
    }

    @ParameterizedTest
    @MethodSource("withoutScript")
    void refusesOutputsWithoutScript(VectorCase test) {
        assertThatThrownBy(() -> PsbtReader.readText(test.input("psbt")))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("PSBT_OUT_SCRIPT is missing");
    }

    @ParameterizedTest
    @MethodSource("complete")
    void keepsTheFieldsAsUnknown(VectorCase test) {
        Psbt psbt = PsbtReader.readText(test.input("psbt"));

        assertThat(PsbtReader.read(PsbtWriter.write(psbt))).isEqualTo(psbt);
        assertThat(ofBip375(psbt.toV0())).isEqualTo(ofBip375(psbt));
        assertThat(psbt.toV0().toV2().unsignedTransaction()).isEqualTo(psbt.unsignedTransaction());
    }

    /** All that makes them invalid stands in fields that nothing here reads; or it says that the transaction may still change. */
    @ParameterizedTest
    @MethodSource("unanswered")
    void answersNothingAboutThem(VectorCase test) {
        Psbt psbt = PsbtReader.readText(test.input("psbt"));

        assertThat(UNANSWERED).containsKey(test.expected("category"));
        assertThat(ofBip375(psbt)).isPositive();
        assertThat(psbt.isModifiable()).isEqualTo(test.id().startsWith("invalid-05"));
    }

    @Test
    void countsEveryCase() {
        assertThat(List.of(
                        all().count(),
                        withoutScript().count(),
                        complete().count(),
                        unanswered().count()))
                .containsExactly(42L, 4L, 38L, 21L);
    }
}
