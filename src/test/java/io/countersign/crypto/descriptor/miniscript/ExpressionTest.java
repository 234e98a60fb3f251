package io.countersign.crypto.descriptor.miniscript;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.testing.Runs;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random texts, well typed and broken. */
class ExpressionTest {

    private static final int RUNS = 100_000;
    private static final String CHARACTERS = "abcdijklnoprstuv_hxy0123456789(),:K#[]<;>/*'@ ";

    @ParameterizedTest
    @EnumSource
    void textsGoRound(ScriptContext context) {
        for (int seed = 0; seed < Runs.of(RUNS); seed++) {
            Expression<String> expression = RandomMiniscript.typed(seed, context);
            String text = text(expression);

            Expression<String> read = ExpressionParser.parse(text, context, Function.identity());

            assertThat(text(read)).isEqualTo(text);
            assertThat(script(read, context)).as(text).isEqualTo(script(expression, context));
            assertThat(read.type()).as(text).hasToString(expression.type().toString());
        }
    }

    /** Characters are replaced, taken out or doubled: what comes of it is read or refused, never anything else. */
    @ParameterizedTest
    @EnumSource
    void brokenTextsAreReadOrRefused(ScriptContext context) {
        for (int seed = 0; seed < Runs.of(RUNS); seed++) {
            String text = text(RandomMiniscript.typed(seed, context));
            String broken = broken(text, new Random(seed));
            try {
                Miniscript<String> read = Miniscript.parse(broken, context, Function.identity());
                assertThat(Miniscript.parse(read.text(), context, Function.identity()))
                        .isEqualTo(read);
            } catch (MalformedException refused) {
                assertThat(refused.getMessage()).hasSizeLessThan(300);
            }
        }
    }

    private static String broken(String text, Random random) {
        StringBuilder changed = new StringBuilder(text);
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes && !changed.isEmpty(); i++) {
            int at = random.nextInt(changed.length());
            char other = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
            switch (random.nextInt(4)) {
                case 0 -> changed.setCharAt(at, other);
                case 1 -> changed.deleteCharAt(at);
                case 2 -> changed.insert(at, changed.charAt(at));
                default -> changed.setLength(at);
            }
        }
        return changed.toString();
    }

    private static Bytes script(Expression<String> expression, ScriptContext context) {
        return ExpressionScript.of(expression, key -> MiniscriptSpend.keyBytes(key, context));
    }

    private static String text(Expression<String> expression) {
        return ExpressionText.of(expression, Function.identity());
    }
}
