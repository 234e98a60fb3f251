package io.countersign.crypto.descriptor.miniscript;

import io.countersign.crypto.MalformedException;
import java.util.List;

/** The short forms of BIP379's translation table ({@code pk}, {@code pkh}, {@code and_n}, {@code t:}, {@code l:}, {@code u:}), and what they stand for. */
final class Sugar<K> {

    static final String PK = "pk";
    static final String PKH = "pkh";
    static final String AND_N = "and_n";

    private final ScriptContext context;

    Sugar(ScriptContext context) {
        this.context = context;
    }

    /** The fragment that {@code word} names, of {@code parts}. */
    Expression<K> unfold(String word, int required, List<Expression<K>> parts) {
        if (word.equals(AND_N)) {
            requireParts(word, 2, parts);
            return Expression.of(context, Fragment.ANDOR, List.of(parts.get(0), parts.get(1), just(Fragment.JUST_0)));
        }
        Fragment fragment = Fragment.find(word).orElseThrow();
        if (fragment == Fragment.THRESH) {
            return Expression.threshold(context, required, parts);
        }
        requireParts(word, fragment.arguments() == Fragment.Arguments.TWO ? 2 : 3, parts);
        return Expression.of(context, fragment, parts);
    }

    Expression<K> wrap(char letter, Expression<K> inside) {
        return switch (letter) {
            case 't' -> Expression.of(context, Fragment.AND_V, List.of(inside, just(Fragment.JUST_1)));
            case 'l' -> Expression.of(context, Fragment.OR_I, List.of(just(Fragment.JUST_0), inside));
            case 'u' -> Expression.of(context, Fragment.OR_I, List.of(inside, just(Fragment.JUST_0)));
            default ->
                Expression.of(
                        context,
                        Fragment.findWrapper(letter)
                                .orElseThrow(() -> new MalformedException(
                                        Expression.FORMAT, "The wrappers of miniscript are a s c d v j n t l u.")),
                        List.of(inside));
        };
    }

    private Expression<K> just(Fragment fragment) {
        return Expression.of(context, fragment, List.of());
    }

    private static void requireParts(String word, int wanted, List<?> parts) {
        if (parts.size() != wanted) {
            throw new MalformedException(
                    Expression.FORMAT, "%s takes %d expressions, not %d.".formatted(word, wanted, parts.size()));
        }
    }
}
