package io.countersign.crypto.descriptor.miniscript;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/** Reads the text of an expression, sugar included. It keeps its own stack, since texts may nest deeper than a thread's. */
final class ExpressionParser<K> {

    private final TextCursor text;
    private final LeafParser<K> leaves;
    private final Sugar<K> sugar;
    private final Deque<Open<K>> open = new ArrayDeque<>();

    private ExpressionParser(String text, ScriptContext context, Function<String, K> keys) {
        this.text = new TextCursor(text);
        this.leaves = new LeafParser<>(this.text, context, keys);
        this.sugar = new Sugar<>(context);
    }

    /**
     * @param keys reads one key expression
     * @throws MalformedException where the text is no well-typed expression
     */
    static <K> Expression<K> parse(String text, ScriptContext context, Function<String, K> keys) {
        return new ExpressionParser<>(text, context, keys).parse();
    }

    private Expression<K> parse() {
        while (true) {
            Open<K> next = begin();
            if (next.takesExpressions()) {
                open.push(next);
                continue;
            }
            Expression<K> expression = wrapped(next, leaves.read(next.word));
            while (!open.isEmpty() && open.peek().add(expression, text)) {
                expression = closed(open.pop());
            }
            if (open.isEmpty()) {
                text.requireEnd();
                return expression;
            }
        }
    }

    /** Wrappers, a word, and for fragments of expressions the parenthesis and a threshold. */
    private Open<K> begin() {
        String first = text.word();
        boolean hasWrappers = text.skip(':');
        Open<K> next = hasWrappers ? new Open<>(first, text.word()) : new Open<>("", first);
        if (hasWrappers && first.isEmpty()) {
            throw text.malformed("No wrapper stands before the colon.");
        }
        if (next.takesExpressions()) {
            text.require('(');
        }
        if (next.isThreshold()) {
            next.required = text.smallNumber();
            text.require(',');
        }
        return next;
    }

    private Expression<K> closed(Open<K> frame) {
        return wrapped(frame, sugar.unfold(frame.word, frame.required, frame.parts));
    }

    /** The wrapper that stands nearest to the fragment is applied first. */
    private Expression<K> wrapped(Open<K> frame, Expression<K> inside) {
        Expression<K> expression = inside;
        for (int i = frame.wrappers.length() - 1; i >= 0; i--) {
            expression = sugar.wrap(frame.wrappers.charAt(i), expression);
        }
        return expression;
    }

    /** A fragment of expressions whose closing parenthesis has not come yet. */
    private static final class Open<K> {
        private final String wrappers;
        private final String word;
        private final List<Expression<K>> parts = new ArrayList<>();
        private int required;

        private Open(String wrappers, String word) {
            this.wrappers = wrappers;
            this.word = word;
        }

        private boolean takesExpressions() {
            return Sugar.AND_N.equals(word)
                    || Fragment.find(word)
                            .filter(fragment -> fragment.arguments().areExpressions())
                            .isPresent();
        }

        private boolean isThreshold() {
            return word.equals(Fragment.THRESH.word());
        }

        /** True where the parenthesis closes behind {@code part}; another part follows where it does not. */
        private boolean add(Expression<K> part, TextCursor text) {
            parts.add(part);
            boolean isLast = !text.skip(',');
            if (isLast) {
                text.require(')');
            }
            return isLast;
        }
    }
}
