package io.countersign.crypto.descriptor.miniscript;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.AbsoluteLock;
import io.countersign.crypto.tx.RelativeLock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody without a key who has seen one witness: knows its signatures and all preimages that the spenders have, and tries every option of
 * BIP379's table, those that the standard calls non-canonical included.
 */
final class Attacker {

    /** Any 32 bytes that are not the preimage. */
    private static final Bytes NO_PREIMAGE = Bytes.wrap(new byte[32]);

    private static final Set<List<Bytes>> NOTHING = Set.of(List.of());
    private static final int MOST = 20_000;

    private final Attempt attempt;
    private final Set<Bytes> seen;

    private Attacker(Attempt attempt, List<Bytes> witness) {
        this.attempt = attempt;
        this.seen = new HashSet<>(witness);
    }

    /** All witnesses that satisfy the miniscript and that the attacker can put together; the one seen is among them. */
    static Set<List<Bytes>> alternatives(Miniscript<String> miniscript, Attempt attempt, List<Bytes> witness) {
        Expression<String> expression = ExpressionParser.parse(miniscript.text(), miniscript.context(), key -> key);
        return expression.fold(new Attacker(attempt, witness)::look).satisfied();
    }

    private Outcome<Set<List<Bytes>>> look(Expression<String> e, List<Outcome<Set<List<Bytes>>>> x) {
        return switch (e.fragment()) {
            case JUST_0 -> new Outcome<>(Set.of(), NOTHING);
            case JUST_1 -> new Outcome<>(NOTHING, Set.of());
            case PK_K -> new Outcome<>(signature(e.keys().get(0)), element(Bytes.EMPTY));
            case PK_H -> {
                Set<List<Bytes>> key = element(attempt.keyBytes(e.keys().get(0)));
                yield new Outcome<>(stack(signature(e.keys().get(0)), key), stack(element(Bytes.EMPTY), key));
            }
            case OLDER -> lock(attempt.meets(new RelativeLock(e.number())));
            case AFTER -> lock(attempt.meets(new AbsoluteLock(e.number())));
            case SHA256, HASH256, RIPEMD160, HASH160 ->
                new Outcome<>(
                        attempt.preimage(e.fragment().word(), e.hash())
                                .map(Attacker::element)
                                .orElse(Set.of()),
                        element(NO_PREIMAGE));
            case MULTI -> multi(e);
            case MULTI_A -> counted(multiA(e), (int) e.number());
            case AND_V -> new Outcome<>(both(x, true, true), both(x, true, false));
            case AND_B ->
                new Outcome<>(
                        both(x, true, true), either(both(x, false, false), both(x, false, true), both(x, true, false)));
            case OR_B ->
                new Outcome<>(
                        either(both(x, true, false), both(x, false, true), both(x, true, true)), both(x, false, false));
            case OR_C, OR_D ->
                new Outcome<>(
                        either(x.get(0).satisfied(), both(x, false, true)),
                        e.is(Fragment.OR_D) ? both(x, false, false) : Set.of());
            case OR_I ->
                new Outcome<>(
                        either(
                                stack(x.get(0).satisfied(), element(Bytes.ofHex("01"))),
                                stack(x.get(1).satisfied(), element(Bytes.EMPTY))),
                        either(
                                stack(x.get(0).dissatisfied(), element(Bytes.ofHex("01"))),
                                stack(x.get(1).dissatisfied(), element(Bytes.EMPTY))));
            case ANDOR ->
                new Outcome<>(
                        either(
                                both(x, true, true),
                                stack(x.get(2).satisfied(), x.get(0).dissatisfied())),
                        either(
                                both(x, true, false),
                                stack(x.get(2).dissatisfied(), x.get(0).dissatisfied())));
            case THRESH -> counted(x, (int) e.number());
            case WRAP_A, WRAP_S, WRAP_C, WRAP_N -> x.get(0);
            case WRAP_D -> new Outcome<>(stack(x.get(0).satisfied(), element(Bytes.ofHex("01"))), element(Bytes.EMPTY));
            case WRAP_V -> new Outcome<>(x.get(0).satisfied(), Set.of());
            case WRAP_J ->
                new Outcome<>(
                        x.get(0).satisfied(),
                        either(element(Bytes.EMPTY), withNonzeroTop(x.get(0).dissatisfied())));
        };
    }

    private Set<List<Bytes>> signature(String key) {
        return attempt.signature(key)
                .filter(seen::contains)
                .map(Attacker::element)
                .orElse(Set.of());
    }

    private Outcome<Set<List<Bytes>>> multi(Expression<String> e) {
        Set<List<Bytes>> satisfied = new LinkedHashSet<>();
        choose(e.keys(), 0, (int) e.number(), List.of(Bytes.EMPTY), satisfied);
        List<Bytes> none = new ArrayList<>();
        for (int i = 0; i <= e.number(); i++) {
            none.add(Bytes.EMPTY);
        }
        return new Outcome<>(satisfied, Set.of(none));
    }

    private void choose(List<String> keys, int from, int missing, List<Bytes> chosen, Set<List<Bytes>> found) {
        if (missing == 0) {
            found.add(chosen);
            return;
        }
        for (int i = from; i < keys.size(); i++) {
            Optional<Bytes> signature = attempt.signature(keys.get(i)).filter(seen::contains);
            if (signature.isPresent()) {
                List<Bytes> more = new ArrayList<>(chosen);
                more.add(signature.get());
                choose(keys, i + 1, missing - 1, more, found);
            }
        }
    }

    private List<Outcome<Set<List<Bytes>>>> multiA(Expression<String> e) {
        return e.keys().stream()
                .map(key -> new Outcome<>(signature(key), element(Bytes.EMPTY)))
                .toList();
    }

    /** Exactly so many satisfied; all other counts dissatisfy. */
    private static Outcome<Set<List<Bytes>>> counted(List<Outcome<Set<List<Bytes>>>> parts, int required) {
        List<Set<List<Bytes>>> byCount = List.of(NOTHING);
        for (Outcome<Set<List<Bytes>>> part : parts) {
            List<Set<List<Bytes>>> next = new ArrayList<>();
            for (int count = 0; count <= byCount.size(); count++) {
                Set<List<Bytes>> without =
                        count < byCount.size() ? stack(part.dissatisfied(), byCount.get(count)) : Set.of();
                Set<List<Bytes>> with = count > 0 ? stack(part.satisfied(), byCount.get(count - 1)) : Set.of();
                next.add(either(without, with));
            }
            byCount = next;
        }
        Set<List<Bytes>> others = new LinkedHashSet<>();
        for (int count = 0; count < byCount.size(); count++) {
            if (count != required) {
                others.addAll(byCount.get(count));
            }
        }
        return new Outcome<>(byCount.get(required), others);
    }

    private static Outcome<Set<List<Bytes>>> lock(boolean isMet) {
        return new Outcome<>(isMet ? NOTHING : Set.of(), Set.of());
    }

    private static Set<List<Bytes>> withNonzeroTop(Set<List<Bytes>> stacks) {
        Set<List<Bytes>> nonzero = new LinkedHashSet<>(stacks);
        nonzero.removeIf(stack -> stack.isEmpty() || stack.get(stack.size() - 1).isEmpty());
        return nonzero;
    }

    private static Set<List<Bytes>> both(List<Outcome<Set<List<Bytes>>>> x, boolean first, boolean second) {
        return stack(pick(x.get(1), second), pick(x.get(0), first));
    }

    private static Set<List<Bytes>> pick(Outcome<Set<List<Bytes>>> outcome, boolean isSatisfied) {
        return isSatisfied ? outcome.satisfied() : outcome.dissatisfied();
    }

    private static Set<List<Bytes>> element(Bytes element) {
        return Set.of(List.of(element));
    }

    @SafeVarargs
    private static Set<List<Bytes>> either(Set<List<Bytes>>... options) {
        Set<List<Bytes>> all = new LinkedHashSet<>();
        for (Set<List<Bytes>> option : options) {
            all.addAll(option);
        }
        return all;
    }

    private static Set<List<Bytes>> stack(Set<List<Bytes>> lower, Set<List<Bytes>> upper) {
        Set<List<Bytes>> joined = new LinkedHashSet<>();
        for (List<Bytes> bottom : lower) {
            for (List<Bytes> top : upper) {
                List<Bytes> both = new ArrayList<>(bottom);
                both.addAll(top);
                joined.add(both);
            }
        }
        if (joined.size() > MOST) {
            throw new IllegalStateException("too many witnesses to try");
        }
        return joined;
    }
}
