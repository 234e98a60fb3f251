package io.countersign.crypto.descriptor.miniscript;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** A well-typed miniscript expression of any base type: a fragment, what it names, and the expressions inside. */
final class Expression<K> {

    static final String FORMAT = "miniscript";

    /** What the hash fragments demand of a preimage, in bytes. */
    static final int PREIMAGE_SIZE = 32;

    private final Fragment fragment;
    private final long number;
    private final List<K> keys;
    private final Bytes hash;
    private final List<Expression<K>> parts;
    private final ExpressionType type;

    private Expression(
            ScriptContext context,
            Fragment fragment,
            long number,
            List<K> keys,
            Bytes hash,
            List<Expression<K>> parts) {
        this.fragment = fragment;
        this.number = number;
        this.keys = List.copyOf(keys);
        this.hash = hash;
        this.parts = List.copyOf(parts);
        List<ExpressionType> types = parts.stream().map(Expression::type).toList();
        this.type = CorrectnessRules.typeOf(fragment, types, context)
                .orElseThrow(() -> illTyped(fragment, types))
                .with(MalleabilityRules.typeOf(fragment, number, types))
                .with(LockRules.typeOf(fragment, number, types));
    }

    /** A fragment of expressions alone. */
    static <K> Expression<K> of(ScriptContext context, Fragment fragment, List<Expression<K>> parts) {
        return new Expression<>(context, fragment, 0, List.of(), Bytes.EMPTY, parts);
    }

    static <K> Expression<K> threshold(ScriptContext context, int required, List<Expression<K>> parts) {
        requirePossible(Fragment.THRESH, required, parts.size(), Integer.MAX_VALUE);
        return new Expression<>(context, Fragment.THRESH, required, List.of(), Bytes.EMPTY, parts);
    }

    static <K> Expression<K> ofKey(ScriptContext context, Fragment fragment, K key) {
        return new Expression<>(context, fragment, 0, List.of(key), Bytes.EMPTY, List.of());
    }

    /** {@code multi}, in P2WSH only and of 20 keys at most, or {@code multi_a}, in tapscript only and of 999. */
    static <K> Expression<K> multi(ScriptContext context, Fragment fragment, int required, List<K> keys) {
        if ((fragment == Fragment.MULTI) != (context == ScriptContext.P2WSH)) {
            throw new MalformedException(FORMAT, "multi stands in P2WSH only, and multi_a in tapscript only.");
        }
        requirePossible(fragment, required, keys.size(), fragment == Fragment.MULTI ? 20 : 999);
        return new Expression<>(context, fragment, required, keys, Bytes.EMPTY, List.of());
    }

    static <K> Expression<K> lock(ScriptContext context, Fragment fragment, long operand) {
        return new Expression<>(context, fragment, operand, List.of(), Bytes.EMPTY, List.of());
    }

    static <K> Expression<K> hash(ScriptContext context, Fragment fragment, Bytes hash) {
        return new Expression<>(context, fragment, 0, List.of(), hash, List.of());
    }

    Fragment fragment() {
        return fragment;
    }

    /** The threshold, or the operand of a time lock. */
    long number() {
        return number;
    }

    List<K> keys() {
        return keys;
    }

    Bytes hash() {
        return hash;
    }

    List<Expression<K>> parts() {
        return parts;
    }

    Expression<K> part(int index) {
        return parts.get(index);
    }

    ExpressionType type() {
        return type;
    }

    boolean is(Fragment other) {
        return fragment == other;
    }

    /** The keys of this expression and of all inside, in the order of the text. */
    List<K> allKeys() {
        List<K> all = new ArrayList<>();
        return this.<List<K>>fold((expression, inside) -> {
            all.addAll(expression.keys);
            return all;
        });
    }

    /** True where this expression or one inside satisfies {@code condition}. */
    boolean hasAny(Predicate<Expression<K>> condition) {
        return this.<Boolean>fold((expression, inside) -> condition.test(expression) || inside.contains(true));
    }

    /** Works a value out from the leaves upwards, without recursion: a legal text may nest a thousand levels deep. */
    <R> R fold(Step<K, R> step) {
        Deque<Visit<K, R>> open = new ArrayDeque<>();
        Visit<K, R> visit = new Visit<>(this);
        while (true) {
            if (visit.results.size() < visit.expression.parts.size()) {
                open.push(visit);
                visit = new Visit<>(visit.expression.part(visit.results.size()));
                continue;
            }
            R result = step.of(visit.expression, visit.results);
            if (open.isEmpty()) {
                return result;
            }
            visit = open.pop();
            visit.results.add(result);
        }
    }

    /** The value of an expression from those of its parts, in their order. */
    @FunctionalInterface
    interface Step<K, R> {
        R of(Expression<K> expression, List<R> parts);
    }

    private static final class Visit<K, R> {
        private final Expression<K> expression;
        private final List<R> results;

        private Visit(Expression<K> expression) {
            this.expression = expression;
            this.results = new ArrayList<>(expression.parts.size());
        }
    }

    private static void requirePossible(Fragment fragment, int required, int total, int most) {
        if (required < 1 || required > total || total > most) {
            throw new MalformedException(
                    FORMAT, "%s of %d of %d is not possible.".formatted(fragment.word(), required, total));
        }
    }

    private static MalformedException illTyped(Fragment fragment, List<ExpressionType> types) {
        List<String> bases = types.stream()
                .limit(3)
                .map(type -> type.keep("BVKWzondu").toString())
                .toList();
        return new MalformedException(
                FORMAT,
                "%s can't hold expressions of the types %s (BIP379, \"Correctness\")."
                        .formatted(fragment.word(), String.join(", ", bases)));
    }
}
