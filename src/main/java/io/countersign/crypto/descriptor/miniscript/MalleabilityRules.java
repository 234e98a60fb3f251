package io.countersign.crypto.descriptor.miniscript;

import java.util.List;

/**
 * BIP379, "Malleability": the letters s (satisfying needs a signature), f (dissatisfying needs one), e (one unconditional dissatisfaction)
 * and m (the requirements of this expression and of all inside are met).
 */
final class MalleabilityRules {

    private MalleabilityRules() {}

    static ExpressionType typeOf(Fragment fragment, long number, List<ExpressionType> parts) {
        boolean allAreMet = parts.stream().allMatch(part -> part.has("m"));
        return switch (fragment) {
            case JUST_0, PK_K, PK_H, MULTI, MULTI_A -> ExpressionType.of("sem");
            case JUST_1, OLDER, AFTER -> ExpressionType.of("fm");
            case SHA256, HASH256, RIPEMD160, HASH160 -> ExpressionType.of("m");
            case AND_V, AND_B, OR_B, OR_C, OR_D, OR_I -> ofTwo(fragment, parts.get(0), parts.get(1), allAreMet);
            case ANDOR -> ofAndor(parts.get(0), parts.get(1), parts.get(2), allAreMet);
            case THRESH -> ofThreshold(number, parts, allAreMet);
            case WRAP_A, WRAP_S, WRAP_N -> parts.get(0).keep("sfem");
            case WRAP_C -> parts.get(0).keep("fem").with("s");
            case WRAP_D -> parts.get(0).keep("sm").with("e");
            case WRAP_V -> parts.get(0).keep("sm").with("f");
            case WRAP_J -> parts.get(0).keep("sm").with("e", parts.get(0).has("f"));
        };
    }

    private static ExpressionType ofTwo(Fragment fragment, ExpressionType x, ExpressionType y, boolean allAreMet) {
        boolean eitherSigned = x.has("s") || y.has("s");
        boolean bothSigned = x.has("s") && y.has("s");
        ExpressionType either = ExpressionType.of("").with("s", eitherSigned).with("m", allAreMet);
        ExpressionType choice = ExpressionType.of("").with("s", bothSigned);
        boolean choiceIsMet = allAreMet && eitherSigned;
        return switch (fragment) {
            case AND_V -> either.with("f", x.has("s") || y.has("f"));
            case AND_B ->
                either.with("f", x.has("f") && y.has("f") || x.has("sf") || y.has("sf"))
                        .with("e", x.has("es") && y.has("es"));
            case OR_B -> choice.with("e").with("m", choiceIsMet && x.has("e") && y.has("e"));
            case OR_C -> choice.with("f").with("m", choiceIsMet && x.has("e"));
            case OR_D -> choice.with(y.keep("fe")).with("m", choiceIsMet && x.has("e"));
            default ->
                choice.with("f", x.has("f") && y.has("f"))
                        .with("e", x.has("e") && y.has("f") || y.has("e") && x.has("f"))
                        .with("m", choiceIsMet);
        };
    }

    private static ExpressionType ofAndor(ExpressionType x, ExpressionType y, ExpressionType z, boolean allAreMet) {
        boolean failingYNeedsSignature = x.has("s") || y.has("f");
        return ExpressionType.of("")
                .with("s", z.has("s") && (x.has("s") || y.has("s")))
                .with("f", z.has("f") && failingYNeedsSignature)
                .with("e", z.has("e") && failingYNeedsSignature)
                .with("m", allAreMet && x.has("e") && (x.has("s") || y.has("s") || z.has("s")));
    }

    private static ExpressionType ofThreshold(long required, List<ExpressionType> parts, boolean allAreMet) {
        long unsigned = parts.stream().filter(part -> !part.has("s")).count();
        boolean allExpressive = parts.stream().allMatch(part -> part.has("e"));
        return ExpressionType.of("")
                .with("s", unsigned < required)
                .with("e", unsigned == 0)
                .with("m", allAreMet && allExpressive && unsigned <= required);
    }
}
