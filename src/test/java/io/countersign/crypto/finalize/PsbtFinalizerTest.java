package io.countersign.crypto.finalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.crypto.psbt.PsbtV0;
import io.countersign.crypto.psbt.PsbtWriter;
import io.countersign.crypto.sighash.SighashType;
import io.countersign.crypto.verify.SpendKind;
import io.countersign.testing.TestSpend;
import io.countersign.testing.VectorCase;
import io.countersign.testing.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PsbtFinalizerTest {

    static Stream<VectorCase> finalized() {
        return ofRole("finalizer");
    }

    static Stream<VectorCase> extracted() {
        return ofRole("extractor");
    }

    private static Stream<VectorCase> ofRole(String role) {
        return Stream.of("psbt_bip174.json", "psbt_core_rpc.json")
                .flatMap(Vectors::cases)
                .filter(test -> test.input().path("role").asText().equals(role));
    }

    @ParameterizedTest
    @MethodSource("finalized")
    void finalizesAsBip174(VectorCase test) {
        Psbt psbt = PsbtReader.readText(test.input("psbt"));

        assertThat(PsbtWriter.writeText(PsbtFinalizer.finalizeInputs(psbt))).isEqualTo(test.expected("result"));
    }

    @ParameterizedTest
    @MethodSource("extracted")
    void extractsAsBip174(VectorCase test) {
        Psbt psbt = PsbtReader.readText(test.input("psbt"));
        Psbt whole =
                psbt.inputs().stream().allMatch(input -> input.isFinal()) ? psbt : PsbtFinalizer.finalizeInputs(psbt);

        assertThat(PsbtFinalizer.extract(whole).serialize().toHex()).isEqualTo(test.expected("result_tx"));
    }

    @ParameterizedTest
    @EnumSource(SpendKind.class)
    void makesTheSameTransactionAsTheServer(SpendKind kind) {
        TestSpend spend = TestSpend.twoOfThree(kind);
        Psbt signed = spend.signedBy(0, 2);

        var extracted = PsbtFinalizer.extract(PsbtFinalizer.finalizeInputs(signed));

        assertThat(SpendCheck.run(extracted, spend.expected().coins())).isEmpty();
        assertThat(PsbtFinalizer.extract(PsbtFinalizer.finalizeInputs(signed.toV2())))
                .isEqualTo(extracted);
    }

    @Test
    void refusesWhatLacksSignaturesOrHoldsAWrongOne() {
        TestSpend spend = TestSpend.twoOfThree(SpendKind.WSH);
        PsbtV0 wrong = spend.psbtWith(0, TestSpend.key(0, 0), spend.sign(0, TestSpend.key(0, 1), 1));
        PsbtV0 signed = (PsbtV0) spend.signedBy(0, 1);
        Psbt otherType = signed.withInput(0, signed.inputs().get(0).withSighashType(SighashType.NONE));

        for (Psbt psbt : new Psbt[] {spend.psbt(), spend.signedBy(1), wrong, otherType}) {
            assertThatThrownBy(() -> PsbtFinalizer.finalizeInputs(psbt)).isInstanceOf(MalformedException.class);
        }
        assertThatThrownBy(() -> PsbtFinalizer.extract(spend.signedBy(0, 1))).isInstanceOf(MalformedException.class);
    }
}
