package io.countersign.crypto.descriptor.miniscript;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.AbsoluteLock;
import io.countersign.crypto.tx.RelativeLock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Finds the smallest witness that nobody without a key can change. */
final class Satisfier<K> implements Ways<K, Solution> {

    private final ScriptContext context;
    private final WitnessSource<K> source;

    private Satisfier(ScriptContext context, WitnessSource<K> source) {
        this.context = context;
        this.source = source;
    }

    static <K> Optional<List<Bytes>> satisfy(Expression<K> expression, ScriptContext context, WitnessSource<K> source) {
        Solution solution = SatisfactionTable.of(expression, new Satisfier<>(context, source))
                .satisfied();
        // Without a signature the time locks could be changed too, and the fee stolen.
        return solution.isUsable() && solution.hasSignature() ? Optional.of(solution.stack()) : Optional.empty();
    }

    @Override
    public Solution impossible() {
        return Solution.IMPOSSIBLE;
    }

    @Override
    public Solution nothing() {
        return Solution.NOTHING;
    }

    @Override
    public Solution then(Solution first, Solution second) {
        return first.then(second);
    }

    @Override
    public Solution or(Solution one, Solution other) {
        return one.or(other);
    }

    @Override
    public Solution operations(Cost cost) {
        return Solution.NOTHING;
    }

    @Override
    public Solution element(Bytes element) {
        return Solution.element(element);
    }

    @Override
    public Solution key(K key) {
        return Solution.element(source.keyBytes(key));
    }

    @Override
    public Solution signature(K key) {
        return source.signature(key)
                .map(signature -> Solution.signatures(1 + context.largestSignature(), List.of(signature)))
                .orElse(Solution.IMPOSSIBLE);
    }

    /** The first by the order of the script's keys; all are of one size. */
    @Override
    public Solution signatures(Expression<K> multisig) {
        int required = (int) multisig.number();
        boolean isCheckMultisig = multisig.is(Fragment.MULTI);
        List<Bytes> stack = new ArrayList<>();
        int missing = required;
        if (isCheckMultisig) {
            // CHECKMULTISIG takes one element too many, which must be empty (BIP147).
            stack.add(Bytes.EMPTY);
        }
        for (K key : multisig.keys()) {
            Optional<Bytes> chosen = missing > 0 ? source.signature(key) : Optional.empty();
            missing -= chosen.isPresent() ? 1 : 0;
            chosen.or(() -> isCheckMultisig ? Optional.empty() : Optional.of(Bytes.EMPTY))
                    .ifPresent(stack::add);
        }
        if (!isCheckMultisig) {
            // The first key's CHECKSIG takes the topmost element.
            Collections.reverse(stack);
        }
        int size = stack.size() + required * context.largestSignature();
        return missing == 0 ? Solution.signatures(size, stack) : Solution.IMPOSSIBLE;
    }

    @Override
    public Solution preimage(Expression<K> hash) {
        return source.preimage(hash.fragment().word(), hash.hash())
                .filter(preimage -> preimage.size() == Expression.PREIMAGE_SIZE)
                .map(Solution::element)
                .orElse(Solution.IMPOSSIBLE);
    }

    @Override
    public Solution older(RelativeLock lock) {
        return source.meets(lock) ? Solution.NOTHING : Solution.IMPOSSIBLE;
    }

    @Override
    public Solution after(AbsoluteLock lock) {
        return source.meets(lock) ? Solution.NOTHING : Solution.IMPOSSIBLE;
    }
}
