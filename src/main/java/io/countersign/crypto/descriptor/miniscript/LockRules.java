package io.countersign.crypto.descriptor.miniscript;

import io.countersign.crypto.tx.AbsoluteLock;
import io.countersign.crypto.tx.RelativeLock;
import java.util.List;

/** BIP379, "Timelock Type Mixing": which kinds of time locks are inside (g h i j), and whether all can be met together (k). */
final class LockRules {

    private static final String KINDS = "ghij";

    private LockRules() {}

    static ExpressionType typeOf(Fragment fragment, long number, List<ExpressionType> parts) {
        return switch (fragment) {
            case OLDER -> ExpressionType.of("k").with(new RelativeLock(number).isByTime() ? "g" : "h");
            case AFTER -> ExpressionType.of("k").with(new AbsoluteLock(number).isByTime() ? "i" : "j");
            case AND_V, AND_B -> combined(parts, excludeEachOther(parts));
            // The third part is executed only where the first two are not both satisfied.
            case ANDOR -> combined(parts, excludeEachOther(parts.subList(0, 2)));
            case THRESH -> combined(parts, number > 1 && excludeEachOther(parts));
            default -> combined(parts, false);
        };
    }

    private static ExpressionType combined(List<ExpressionType> parts, boolean excludeEachOther) {
        boolean isMixed = excludeEachOther || parts.stream().anyMatch(part -> !part.has("k"));
        return kinds(parts).with("k", !isMixed);
    }

    private static ExpressionType kinds(List<ExpressionType> parts) {
        return parts.stream().map(part -> part.keep(KINDS)).reduce(ExpressionType.of(""), ExpressionType::with);
    }

    /** True where two different parts hold locks by height and by time of one sort. */
    private static boolean excludeEachOther(List<ExpressionType> parts) {
        ExpressionType before = ExpressionType.of("");
        boolean exclude = false;
        for (ExpressionType part : parts) {
            exclude |= clash(before, part, "g", "h") || clash(before, part, "i", "j");
            before = before.with(part.keep(KINDS));
        }
        return exclude;
    }

    private static boolean clash(ExpressionType before, ExpressionType part, String byTime, String byHeight) {
        return before.has(byTime) && part.has(byHeight) || before.has(byHeight) && part.has(byTime);
    }
}
