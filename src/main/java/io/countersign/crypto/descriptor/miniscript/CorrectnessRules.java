package io.countersign.crypto.descriptor.miniscript;

import java.util.List;
import java.util.Optional;

/** BIP379, "Correctness": which expressions may stand in which, and the letters B V K W z o n d u of what they make. */
final class CorrectnessRules {

    private static final String BASE_BUT_WRAPPED = "BKV";

    private CorrectnessRules() {}

    /** Empty where a part does not fit. {@code parts} are the types of the expressions inside. */
    static Optional<ExpressionType> typeOf(Fragment fragment, List<ExpressionType> parts, ScriptContext context) {
        return switch (fragment) {
            case JUST_0 -> type("Bzdu");
            case JUST_1 -> type("Bzu");
            case PK_K -> type("Kondu");
            case PK_H -> type("Kndu");
            case OLDER, AFTER -> type("Bz");
            case SHA256, HASH256, RIPEMD160, HASH160 -> type("Bondu");
            case MULTI -> type("Bndu");
            case MULTI_A -> type("Bdu");
            case AND_V, AND_B, OR_B, OR_C, OR_D, OR_I -> ofTwo(fragment, parts.get(0), parts.get(1));
            case ANDOR -> ofAndor(parts.get(0), parts.get(1), parts.get(2));
            case THRESH -> ofThreshold(parts);
            case WRAP_A, WRAP_S, WRAP_C, WRAP_D, WRAP_V, WRAP_J, WRAP_N -> ofWrapper(fragment, parts.get(0), context);
        };
    }

    private static Optional<ExpressionType> ofWrapper(Fragment fragment, ExpressionType x, ScriptContext context) {
        return switch (fragment) {
            case WRAP_A -> when(x.has("B"), x.keep("du").with("W"));
            case WRAP_S -> when(x.has("Bo"), x.keep("du").with("W"));
            case WRAP_C -> when(x.has("K"), x.keep("ond").with("Bu"));
            // MINIMALIF is consensus in tapscript alone, so only there is what DUP leaves an exact 1.
            case WRAP_D -> when(x.has("Vz"), ExpressionType.of("Bond").with("u", context == ScriptContext.TAPSCRIPT));
            case WRAP_V -> when(x.has("B"), x.keep("zon").with("V"));
            case WRAP_J -> when(x.has("Bn"), x.keep("ou").with("Bnd"));
            default -> when(x.has("B"), x.keep("zond").with("Bu"));
        };
    }

    private static Optional<ExpressionType> ofTwo(Fragment fragment, ExpressionType x, ExpressionType y) {
        return switch (fragment) {
            case AND_V ->
                when(
                        x.has("V") && y.hasAny(BASE_BUT_WRAPPED),
                        oneAfterOther(x, y).with(y.keep("BKVu")));
            case AND_B ->
                when(x.has("B") && y.has("W"), oneAfterOther(x, y).with("Bu").with("d", x.has("d") && y.has("d")));
            case OR_B ->
                when(x.has("Bd") && y.has("Wd"), oneAfterOther(x, y).keep("zo").with("Bdu"));
            case OR_C -> when(x.has("Bdu") && y.has("V"), oneThenPerhaps(x, y).with("V"));
            case OR_D -> when(x.has("Bdu") && y.has("B"), oneThenPerhaps(x, y).with(y.keep("Bdu")));
            default ->
                when(
                        x.hasBaseOf(y) && x.hasAny(BASE_BUT_WRAPPED),
                        x.keep(BASE_BUT_WRAPPED)
                                .with("o", x.has("z") && y.has("z"))
                                .with("u", x.has("u") && y.has("u"))
                                .with("d", x.has("d") || y.has("d")));
        };
    }

    private static Optional<ExpressionType> ofAndor(ExpressionType x, ExpressionType y, ExpressionType z) {
        boolean fits = x.has("Bdu") && y.hasBaseOf(z) && y.hasAny(BASE_BUT_WRAPPED);
        boolean isOne = x.has("z") && y.has("o") && z.has("o") || x.has("o") && y.has("z") && z.has("z");
        return when(
                fits,
                y.keep(BASE_BUT_WRAPPED)
                        .with("z", x.has("z") && y.has("z") && z.has("z"))
                        .with("o", isOne)
                        .with("u", y.has("u") && z.has("u"))
                        .with(z.keep("d")));
    }

    private static Optional<ExpressionType> ofThreshold(List<ExpressionType> parts) {
        boolean fits = parts.get(0).has("Bdu") && parts.stream().skip(1).allMatch(part -> part.has("Wdu"));
        long zeros = parts.stream().filter(part -> part.has("z")).count();
        boolean isOne = zeros == parts.size() - 1 && parts.stream().anyMatch(part -> part.has("o"));
        return when(
                fits, ExpressionType.of("Bdu").with("z", zeros == parts.size()).with("o", isOne));
    }

    /** z, o and n of two expressions that are both executed. */
    private static ExpressionType oneAfterOther(ExpressionType x, ExpressionType y) {
        return ExpressionType.of("")
                .with("z", x.has("z") && y.has("z"))
                .with("o", x.has("z") && y.has("o") || x.has("o") && y.has("z"))
                .with("n", x.has("n") || x.has("z") && y.has("n"));
    }

    /** z and o of an expression after which the other is executed only where the first was not satisfied. */
    private static ExpressionType oneThenPerhaps(ExpressionType x, ExpressionType y) {
        return ExpressionType.of("").with("z", x.has("z") && y.has("z")).with("o", x.has("o") && y.has("z"));
    }

    private static Optional<ExpressionType> type(String letters) {
        return Optional.of(ExpressionType.of(letters));
    }

    private static Optional<ExpressionType> when(boolean fits, ExpressionType type) {
        return fits ? Optional.of(type) : Optional.empty();
    }
}
