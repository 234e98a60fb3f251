package io.countersign.crypto.verify;

import static io.countersign.testing.TestSpend.key;
import static io.countersign.testing.TestSpend.publicKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtV0;
import io.countersign.crypto.sighash.SighashType;
import io.countersign.testing.TestSpend;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Threat B3: every hash type byte, right for what it says, with the field absent, equal or different, on inputs with and without an
 * output of their number. The accepted set is exactly what the contract allows.
 */
class SighashMatrixTest {

    private static final int OTHER_FIELD = 0x83;

    @ParameterizedTest
    @EnumSource(SpendKind.class)
    void takesTheAllowedTypesOnly(SpendKind kind) {
        TestSpend spend = TestSpend.of(kind, 2, 3, 3);
        List<String> accepted = new ArrayList<>();
        for (int type = 0; type < 256; type++) {
            // Inputs 0 and 1 have an output of their number, input 2 has none.
            for (int input = 0; input < 3; input += 2) {
                for (Field field : Field.values()) {
                    if (isAccepted(spend, input, type, field)) {
                        accepted.add("%02x %s input %d".formatted(type, field, input));
                    }
                }
            }
        }

        assertThat(accepted)
                .containsExactlyElementsOf(
                        kind.isTaproot()
                                ? List.of(
                                        "00 ABSENT input 0",
                                        "00 EQUAL input 0",
                                        "00 ABSENT input 2",
                                        "00 EQUAL input 2",
                                        "01 ABSENT input 0",
                                        "01 EQUAL input 0",
                                        "01 ABSENT input 2",
                                        "01 EQUAL input 2")
                                : List.of(
                                        "01 ABSENT input 0",
                                        "01 EQUAL input 0",
                                        "01 ABSENT input 2",
                                        "01 EQUAL input 2"));
    }

    private static boolean isAccepted(TestSpend spend, int index, int type, Field field) {
        PsbtV0 psbt = spend.psbt();
        PsbtInput input = spend.with(
                psbt.inputs().get(index), index, publicKey(index, 0), spend.sign(index, key(index, 0), type));
        PsbtInput withField =
                switch (field) {
                    case ABSENT -> input;
                    case EQUAL -> input.withSighashType(new SighashType(type));
                    case DIFFERENT -> input.withSighashType(new SighashType(type == OTHER_FIELD ? 1 : OTHER_FIELD));
                };
        Verdict verdict = ContributionVerifier.verify(spend.expected(), psbt.withInput(index, withField));
        assertThat(verdict.outcome()).isIn(Verdict.Outcome.RIGHT, Verdict.Outcome.NOT_RIGHT);
        return verdict.outcome() == Verdict.Outcome.RIGHT;
    }

    private enum Field {
        ABSENT,
        EQUAL,
        DIFFERENT
    }
}
