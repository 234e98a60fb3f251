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
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Threat B3: every hash type byte, right for what it says, with the field absent, equal or different, on inputs with and without an
 * output of their number. The accepted set is exactly what the contract allows.
 */
class SighashMatrixTest {

    private static final int OTHER_FIELD = 0x83;

    private static final List<String> ALL =
            List.of("01 ABSENT input 0", "01 EQUAL input 0", "01 ABSENT input 2", "01 EQUAL input 2");
    private static final List<String> DEFAULT_AND_ALL = List.of(
            "00 ABSENT input 0",
            "00 EQUAL input 0",
            "00 ABSENT input 2",
            "00 EQUAL input 2",
            "01 ABSENT input 0",
            "01 EQUAL input 0",
            "01 ABSENT input 2",
            "01 EQUAL input 2");

    /** Legacy, both segwit scripts, and of taproot the script path. */
    @ParameterizedTest
    @EnumSource(SpendKind.class)
    void takesTheAllowedTypesOnly(SpendKind kind) {
        TestSpend spend = TestSpend.of(kind, 2, 3, 3);

        List<String> accepted = accepted(spend.expected(), (index, type) -> {
            PsbtV0 psbt = spend.psbt();
            PsbtInput bare = psbt.inputs().get(index);
            return psbt.withInput(
                    index, spend.with(bare, index, publicKey(index, 0), spend.sign(index, key(index, 0), type)));
        });

        assertThat(accepted).containsExactlyElementsOf(kind.isTaproot() ? DEFAULT_AND_ALL : ALL);
    }

    @Test
    void takesTheAllowedTypesOnlyOnTheKeyPath() {
        KeyPathSpend spend = KeyPathSpend.of(3);

        assertThat(accepted(spend.expected(), spend::signed)).containsExactlyElementsOf(DEFAULT_AND_ALL);
    }

    /** What is accepted of all types in all fields, on input 0, which has an output of its number, and on input 2, which has none. */
    private static List<String> accepted(ExpectedSpend spend, BiFunction<Integer, Integer, PsbtV0> signed) {
        List<String> accepted = new ArrayList<>();
        for (int type = 0; type < 256; type++) {
            for (int input = 0; input < 3; input += 2) {
                PsbtV0 psbt = signed.apply(input, type);
                for (Field field : Field.values()) {
                    PsbtInput withField = field.in(psbt.inputs().get(input), type);
                    Verdict verdict = ContributionVerifier.verify(spend, psbt.withInput(input, withField));
                    assertThat(verdict.outcome()).isIn(Verdict.Outcome.RIGHT, Verdict.Outcome.NOT_RIGHT);
                    if (verdict.outcome() == Verdict.Outcome.RIGHT) {
                        accepted.add("%02x %s input %d".formatted(type, field, input));
                    }
                }
            }
        }
        return accepted;
    }

    private enum Field {
        ABSENT,
        EQUAL,
        DIFFERENT;

        PsbtInput in(PsbtInput input, int type) {
            return switch (this) {
                case ABSENT -> input;
                case EQUAL -> input.withSighashType(new SighashType(type));
                case DIFFERENT -> input.withSighashType(new SighashType(type == OTHER_FIELD ? 1 : OTHER_FIELD));
            };
        }
    }
}
