package io.countersign.crypto.descriptor.miniscript;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.AbsoluteLock;
import io.countersign.crypto.tx.RelativeLock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** All ways to spend, each with its conditions. Keys that a threshold chooses from stay together in one group. */
final class BranchWays<K> implements Ways<K, List<Condition<K>>> {

    static final int MOST_BRANCHES = 64;

    private final WorstCase<K> costs;

    private BranchWays(ScriptContext context) {
        this.costs = new WorstCase<>(context);
    }

    /**
     * From left to right. A branch that asks for all that another does, and for more, is left out: whoever can
     * spend by it can spend by the other, and must where that leaves out signatures, or others could do so behind their back.
     *
     * @throws MalformedException where there are more than 64, or one needs the preimage of a hash
     */
    static <K> List<SpendBranch<K>> of(Expression<K> expression, ScriptContext context) {
        List<SpendBranch<K>> all = SatisfactionTable.of(expression, new BranchWays<K>(context)).satisfied().stream()
                .map(Condition::toBranch)
                .toList();
        return all.stream()
                .filter(branch -> all.stream().noneMatch(other -> other != branch && branch.asksForAllOf(other)))
                .toList();
    }

    @Override
    public List<Condition<K>> impossible() {
        return List.of();
    }

    @Override
    public List<Condition<K>> nothing() {
        return operations(Cost.NOTHING);
    }

    @Override
    public List<Condition<K>> then(List<Condition<K>> first, List<Condition<K>> second) {
        List<Condition<K>> both = impossible();
        for (Condition<K> condition : first) {
            both = or(both, second.stream().map(condition::and).toList());
        }
        return both;
    }

    @Override
    public List<Condition<K>> or(List<Condition<K>> one, List<Condition<K>> other) {
        List<Condition<K>> either = new ArrayList<>(one);
        other.forEach(condition -> addTo(either, condition));
        if (either.size() > MOST_BRANCHES) {
            throw new MalformedException(
                    Expression.FORMAT, "There are more than %d ways to spend.".formatted(MOST_BRANCHES));
        }
        return either;
    }

    @Override
    public List<Condition<K>> operations(Cost cost) {
        return List.of(Condition.costing(cost));
    }

    @Override
    public List<Condition<K>> element(Bytes element) {
        return operations(costs.element(element));
    }

    @Override
    public List<Condition<K>> key(K key) {
        return operations(costs.key(key));
    }

    @Override
    public List<Condition<K>> signature(K key) {
        return List.of(Condition.<K>costing(costs.signature(key)).of(new KeyGroup<>(1, List.of(key))));
    }

    @Override
    public List<Condition<K>> signatures(Expression<K> multisig) {
        KeyGroup<K> group = new KeyGroup<>((int) multisig.number(), multisig.keys());
        return List.of(Condition.<K>costing(costs.signatures(multisig)).of(group));
    }

    @Override
    public List<Condition<K>> preimage(Expression<K> hash) {
        throw new MalformedException(Expression.FORMAT, "A way to spend needs the preimage of a hash.");
    }

    @Override
    public List<Condition<K>> older(RelativeLock lock) {
        return List.of(new Condition<>(List.of(), Optional.of(lock), Optional.empty(), Cost.NOTHING));
    }

    @Override
    public List<Condition<K>> after(AbsoluteLock lock) {
        return List.of(new Condition<>(List.of(), Optional.empty(), Optional.of(lock), Cost.NOTHING));
    }

    /** The parts that are single keys count as one group, of which as many sign as the other parts leave over. */
    @Override
    public List<Condition<K>> threshold(int required, List<Outcome<List<Condition<K>>>> parts) {
        List<Outcome<List<Condition<K>>>> single =
                parts.stream().filter(BranchWays::isSingleKey).toList();
        List<Outcome<List<Condition<K>>>> others =
                parts.stream().filter(part -> !isSingleKey(part)).toList();
        List<Condition<K>> all = impossible();
        for (int count = 0; count <= Math.min(required, others.size()); count++) {
            if (required - count <= single.size()) {
                all = or(all, then(ofKeys(required - count, single), Ways.super.threshold(count, others)));
            }
        }
        // Each part but the first has an ADD; the two groups were counted as if both had a first one.
        boolean areBoth = !single.isEmpty() && !others.isEmpty();
        return areBoth ? then(all, operations(Cost.LESS_ONE)) : all;
    }

    private List<Condition<K>> ofKeys(int required, List<Outcome<List<Condition<K>>>> single) {
        Cost cost =
                costs.threshold(required, single.stream().map(BranchWays::costs).toList());
        Condition<K> condition = Condition.costing(cost);
        List<K> keys = single.stream()
                .flatMap(part -> part.satisfied().get(0).onlyKey().stream())
                .toList();
        return List.of(required == 0 ? condition : condition.of(new KeyGroup<>(required, keys)));
    }

    private static <K> boolean isSingleKey(Outcome<List<Condition<K>>> part) {
        return part.satisfied().size() == 1 && part.satisfied().get(0).onlyKey().isPresent();
    }

    private static <K> Outcome<Cost> costs(Outcome<List<Condition<K>>> part) {
        return new Outcome<>(
                part.satisfied().get(0).cost(), part.dissatisfied().get(0).cost());
    }

    private static <K> void addTo(List<Condition<K>> either, Condition<K> condition) {
        int same = IntStream.range(0, either.size())
                .filter(i -> either.get(i).asksAsMuchAs(condition))
                .findFirst()
                .orElse(-1);
        if (same < 0) {
            either.add(condition);
        } else {
            either.set(
                    same,
                    condition.withCost(condition.cost().or(either.get(same).cost())));
        }
    }
}
