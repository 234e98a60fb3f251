package io.countersign.crypto.descriptor.miniscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.testing.VectorCase;
import io.countersign.testing.Vectors;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bitcoin Core's tests of miniscript in both contexts, and rust-miniscript's of its type system. */
class MiniscriptVectorTest {

    /** Sane by the standard, and yet of no use to a wallet: nothing satisfies {@code or_b(0,a:0)}. */
    private static final Set<String> NEVER_SPENDABLE = Set.of("core-028-p2wsh", "core-028-tapscript");

    static Stream<VectorCase> scripts() {
        return Vectors.cases("miniscript.json");
    }

    static Stream<VectorCase> validScripts() {
        return scripts().filter(VectorCase::valid);
    }

    static Stream<VectorCase> judgedScripts() {
        return scripts().filter(vector -> vector.expected().has("sane"));
    }

    static Stream<VectorCase> types() {
        return Vectors.cases("miniscript_types.json");
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void readsAndCompiles(VectorCase vector) {
        String text = vector.input("miniscript");
        ScriptContext context = context(vector);
        if (!vector.valid()) {
            assertThatThrownBy(() -> valid(text, context)).isInstanceOf(MalformedException.class);
            assertThatThrownBy(() -> Miniscript.parse(text, context, Function.identity()))
                    .isInstanceOf(MalformedException.class);
            return;
        }

        Expression<String> expression = valid(text, context);

        if (vector.expected().has("script")) {
            assertThat(ExpressionScript.of(expression, key -> keyBytes(key, context)))
                    .isEqualTo(Bytes.ofHex(vector.expected("script")));
        }
        assertFlags(expression, vector.expected().get("flags"));
        String canonical = text(expression);
        assertThat(text(valid(canonical, context))).isEqualTo(canonical);
        assertThat(ExpressionScript.of(valid(canonical, context), key -> keyBytes(key, context)))
                .isEqualTo(ExpressionScript.of(expression, key -> keyBytes(key, context)));
    }

    @ParameterizedTest
    @MethodSource("validScripts")
    void countsWhatASpendCosts(VectorCase vector) {
        ScriptContext context = context(vector);
        Sanity<String> sanity = new Sanity<>(valid(vector.input("miniscript"), context), context);

        assertFigure(vector, "ops", sanity.operations());
        assertFigure(vector, "stack_elements", sanity.witnessElements());
        assertFigure(vector, "exec_stack_elements", sanity.stackElements());
        assertFigure(vector, "witness_size", sanity.cost().witnessSize());
    }

    @ParameterizedTest
    @MethodSource("judgedScripts")
    void takesWhatIsSaneAlone(VectorCase vector) {
        boolean isSane = vector.expected().get("sane").asBoolean();
        Supplier<Miniscript<String>> read =
                () -> Miniscript.parse(vector.input("miniscript"), context(vector), Function.identity());
        if (isSane && !NEVER_SPENDABLE.contains(vector.id())) {
            assertThat(read.get().keys()).isNotEmpty();
        } else {
            assertThatThrownBy(read::get).isInstanceOf(MalformedException.class).satisfies(refusal -> assertThat(
                            refusal.getMessage().startsWith("Nothing can ever satisfy"))
                    .isEqualTo(isSane));
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void typesExpressions(VectorCase vector) {
        String text = vector.input("miniscript");
        ScriptContext context = context(vector);
        if (!vector.valid()) {
            assertThatThrownBy(() -> ExpressionParser.parse(text, context, Function.identity()))
                    .isInstanceOf(MalformedException.class);
            return;
        }

        Expression<String> expression = ExpressionParser.parse(text, context, Function.identity());

        assertThat(expression.type().keep("BVKWzondufesm"))
                .hasToString(ExpressionType.of(vector.expected("type")).toString());
        assertFlags(expression, vector.expected().get("flags"));
        assertThat(text(ExpressionParser.parse(text(expression), context, Function.identity())))
                .isEqualTo(text(expression));
    }

    /** The source checks each figure on some of its scripts only. */
    private static void assertFigure(VectorCase vector, String figure, int actual) {
        if (vector.expected().has(figure)) {
            assertThat(actual)
                    .as(figure)
                    .isEqualTo(vector.expected().get(figure).asInt());
        }
    }

    private static void assertFlags(Expression<String> expression, JsonNode flags) {
        assertThat(expression.type().has("m"))
                .isEqualTo(flags.get("nonmalleable").asBoolean());
        assertThat(expression.type().has("s"))
                .isEqualTo(flags.get("needs_signature").asBoolean());
        assertThat(expression.type().has("k"))
                .isNotEqualTo(flags.get("timelock_mix").asBoolean());
    }

    private static Expression<String> valid(String text, ScriptContext context) {
        Expression<String> expression = ExpressionParser.parse(text, context, Function.identity());
        new Sanity<>(expression, context).requireValid();
        return expression;
    }

    private static Bytes keyBytes(String hex, ScriptContext context) {
        return Bytes.ofHex(hex).sliceFrom(context == ScriptContext.TAPSCRIPT ? 1 : 0);
    }

    private static ScriptContext context(VectorCase vector) {
        return vector.input("context").equals("p2wsh") ? ScriptContext.P2WSH : ScriptContext.TAPSCRIPT;
    }

    private static String text(Expression<String> expression) {
        return ExpressionText.of(expression, Function.identity());
    }
}
