package io.countersign.crypto.descriptor.miniscript;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.AbsoluteLock;
import io.countersign.crypto.tx.RelativeLock;
import java.util.Arrays;
import java.util.List;

/**
 * BIP379, "Satisfaction", for one question. The options that the standard calls non-canonical are left out: it shows that they can't be part
 * of a non-malleable satisfaction ("Non-Malleable Satisfaction"). So are the dissatisfactions of hashes, which anyone can change.
 */
final class SatisfactionTable<K, R> {

    private static final Bytes FALSE = Bytes.EMPTY;
    private static final Bytes TRUE = Bytes.ofHex("01");

    private final Ways<K, R> ways;

    private SatisfactionTable(Ways<K, R> ways) {
        this.ways = ways;
    }

    static <K, R> Outcome<R> of(Expression<K> expression, Ways<K, R> ways) {
        return expression.fold(new SatisfactionTable<>(ways)::look);
    }

    private Outcome<R> look(Expression<K> e, List<Outcome<R>> parts) {
        return switch (e.fragment()) {
            case JUST_0 -> outcome(ways.impossible(), ways.operations(Cost.PUSH));
            case JUST_1 -> satisfiable(ways.operations(Cost.PUSH));
            case PK_K, PK_H -> key(e);
            case OLDER -> lock(ways.older(new RelativeLock(e.number())));
            case AFTER -> lock(ways.after(new AbsoluteLock(e.number())));
            case SHA256, HASH256, RIPEMD160, HASH160 ->
                satisfiable(inTurn(ways.operations(Cost.PREIMAGE_CHECK), ways.preimage(e)));
            case MULTI, MULTI_A -> multisig(e);
            case AND_V, AND_B, OR_B, OR_C, OR_D, OR_I -> two(e.fragment(), parts.get(0), parts.get(1));
            case ANDOR -> andor(parts.get(0), parts.get(1), parts.get(2));
            case THRESH -> threshold((int) e.number(), parts);
            case WRAP_A, WRAP_S, WRAP_C, WRAP_D, WRAP_V, WRAP_J, WRAP_N -> wrapper(e.fragment(), parts.get(0));
        };
    }

    private Outcome<R> key(Expression<K> e) {
        K key = e.keys().get(0);
        R signature = ways.signature(key);
        R none = ways.element(FALSE);
        if (e.is(Fragment.PK_K)) {
            R push = ways.operations(Cost.PUSH);
            return outcome(inTurn(push, signature), inTurn(push, none));
        }
        R check = inTurn(ways.operations(Cost.KEY_HASH_CHECK), ways.key(key));
        return outcome(inTurn(check, signature), inTurn(check, none));
    }

    private Outcome<R> lock(R lock) {
        return satisfiable(inTurn(ways.operations(Cost.PUSH), lock));
    }

    private Outcome<R> multisig(Expression<K> e) {
        int keys = e.keys().size();
        int required = (int) e.number();
        boolean isCheckMultisig = e.is(Fragment.MULTI);
        R operations = ways.operations(isCheckMultisig ? Cost.checkMultisig(required, keys) : Cost.checkSigAdd(keys));
        R none = operations;
        for (int i = 0; i < (isCheckMultisig ? required + 1 : keys); i++) {
            none = ways.then(none, ways.element(FALSE));
        }
        return outcome(inTurn(operations, ways.signatures(e)), none);
    }

    private Outcome<R> two(Fragment fragment, Outcome<R> x, Outcome<R> z) {
        R less = ways.operations(Cost.LESS_ONE);
        R dup = ways.operations(Cost.PUSH);
        return switch (fragment) {
            case AND_V -> satisfiable(inTurn(x.satisfied(), z.satisfied()));
            case AND_B ->
                outcome(inTurn(x.satisfied(), z.satisfied(), less), inTurn(x.dissatisfied(), z.dissatisfied(), less));
            case OR_B ->
                outcome(
                        ways.or(
                                inTurn(x.satisfied(), z.dissatisfied(), less),
                                inTurn(x.dissatisfied(), z.satisfied(), less)),
                        inTurn(x.dissatisfied(), z.dissatisfied(), less));
            case OR_C ->
                satisfiable(ways.or(inTurn(x.satisfied(), less), inTurn(x.dissatisfied(), less, z.satisfied())));
            case OR_D ->
                outcome(
                        ways.or(inTurn(x.satisfied(), dup, less), inTurn(x.dissatisfied(), less, z.satisfied())),
                        inTurn(x.dissatisfied(), less, z.dissatisfied()));
            default -> choice(less, x, z);
        };
    }

    private Outcome<R> choice(R less, Outcome<R> x, Outcome<R> z) {
        R first = inTurn(less, ways.element(TRUE));
        R second = inTurn(less, ways.element(FALSE));
        return outcome(
                ways.or(inTurn(first, x.satisfied()), inTurn(second, z.satisfied())),
                ways.or(inTurn(first, x.dissatisfied()), inTurn(second, z.dissatisfied())));
    }

    private Outcome<R> andor(Outcome<R> x, Outcome<R> y, Outcome<R> z) {
        R less = ways.operations(Cost.LESS_ONE);
        return outcome(
                ways.or(inTurn(x.satisfied(), less, y.satisfied()), inTurn(x.dissatisfied(), less, z.satisfied())),
                inTurn(x.dissatisfied(), less, z.dissatisfied()));
    }

    private Outcome<R> threshold(int required, List<Outcome<R>> parts) {
        R compare = ways.operations(Cost.PUSH.then(Cost.LESS_ONE));
        return outcome(inTurn(ways.threshold(required, parts), compare), inTurn(ways.threshold(0, parts), compare));
    }

    private Outcome<R> wrapper(Fragment fragment, Outcome<R> x) {
        R less = ways.operations(Cost.LESS_ONE);
        R copyAndTest = ways.operations(Cost.PUSH.then(Cost.LESS_ONE));
        return switch (fragment) {
            case WRAP_C -> outcome(inTurn(x.satisfied(), less), inTurn(x.dissatisfied(), less));
            case WRAP_D ->
                outcome(
                        inTurn(copyAndTest, ways.element(TRUE), x.satisfied()),
                        inTurn(copyAndTest, ways.element(FALSE)));
            case WRAP_V -> satisfiable(inTurn(x.satisfied(), less));
            case WRAP_J -> outcome(inTurn(copyAndTest, x.satisfied()), inTurn(copyAndTest, ways.element(FALSE)));
            default -> x;
        };
    }

    private Outcome<R> satisfiable(R satisfied) {
        return outcome(satisfied, ways.impossible());
    }

    @SafeVarargs
    private R inTurn(R... steps) {
        return Arrays.stream(steps).reduce(ways.nothing(), ways::then);
    }

    private static <R> Outcome<R> outcome(R satisfied, R dissatisfied) {
        return new Outcome<>(satisfied, dissatisfied);
    }
}
