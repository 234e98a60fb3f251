package io.countersign.crypto.descriptor.miniscript;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.AbsoluteLock;
import io.countersign.crypto.tx.RelativeLock;

/** The costliest non-malleable satisfaction, whoever signs and whatever is known. */
final class WorstCase<K> implements Ways<K, Cost> {

    private final ScriptContext context;

    WorstCase(ScriptContext context) {
        this.context = context;
    }

    /** {@link Cost#IMPOSSIBLE} where nothing satisfies the expression. */
    static <K> Cost of(Expression<K> expression, ScriptContext context) {
        return SatisfactionTable.of(expression, new WorstCase<>(context)).satisfied();
    }

    @Override
    public Cost impossible() {
        return Cost.IMPOSSIBLE;
    }

    @Override
    public Cost nothing() {
        return Cost.NOTHING;
    }

    @Override
    public Cost then(Cost first, Cost second) {
        return first.then(second);
    }

    @Override
    public Cost or(Cost one, Cost other) {
        return one.or(other);
    }

    @Override
    public Cost operations(Cost cost) {
        return cost;
    }

    @Override
    public Cost element(Bytes element) {
        return Cost.witness(1 + element.size());
    }

    @Override
    public Cost key(K key) {
        return Cost.witness(1 + context.keySize());
    }

    @Override
    public Cost signature(K key) {
        return Cost.witness(1 + context.largestSignature());
    }

    @Override
    public Cost signatures(Expression<K> multisig) {
        int required = (int) multisig.number();
        int empty = multisig.is(Fragment.MULTI) ? 1 : multisig.keys().size() - required;
        return Cost.witness(empty + required * (1 + context.largestSignature()));
    }

    @Override
    public Cost preimage(Expression<K> hash) {
        return Cost.witness(1 + Expression.PREIMAGE_SIZE);
    }

    @Override
    public Cost older(RelativeLock lock) {
        return Cost.NOTHING;
    }

    @Override
    public Cost after(AbsoluteLock lock) {
        return Cost.NOTHING;
    }
}
