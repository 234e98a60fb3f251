package io.countersign.crypto.descriptor.miniscript;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.RelativeLock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The miniscript of a P2WSH output or of a taproot leaf (BIP379). It is sane: it needs a signature, nobody without a key can change a
 * witness, no key is repeated, no locks exclude each other, all ways to spend stay within the network's limits, and every relative lock binds
 * as it reads. Two are equal where their canonical texts are.
 *
 * @param <K> a key expression; equal ones are the same key, and {@code toString} is its text
 */
public final class Miniscript<K> {

    private final ScriptContext context;
    private final Expression<K> expression;
    private final String text;
    private final List<K> keys;
    private final int scriptSize;
    private final Cost cost;

    private Miniscript(ScriptContext context, Expression<K> expression) {
        Sanity<K> sanity = new Sanity<>(expression, context).requireValid().requireSane();
        this.context = context;
        this.expression = expression;
        this.text = ExpressionText.of(expression, Object::toString);
        this.keys = expression.allKeys();
        this.scriptSize = sanity.scriptSize();
        this.cost = sanity.cost();
        requireSpendable();
    }

    /**
     * Reads the text inside {@code wsh(...)}, or of a leaf.
     *
     * @param keys reads one key expression
     * @throws MalformedException of format {@code miniscript} where it is none or not sane, or what {@code keys} throws
     */
    public static <K> Miniscript<K> parse(String text, ScriptContext context, Function<String, K> keys) {
        return new Miniscript<>(context, ExpressionParser.parse(text, context, keys));
    }

    public ScriptContext context() {
        return context;
    }

    /** The canonical text, with all of BIP379's sugar. */
    public String text() {
        return text;
    }

    /** The same, each key written by {@code keyText}. */
    public String text(Function<K, String> keyText) {
        return ExpressionText.of(expression, keyText);
    }

    /** In the order of the text. */
    public List<K> keys() {
        return keys;
    }

    /** In bytes; the same for all keys. */
    public int scriptSize() {
        return scriptSize;
    }

    /** The most bytes of a witness's elements, their lengths included, without the script and what its output type adds. */
    public int largestWitness() {
        return cost.witnessSize();
    }

    /** True where some way to spend needs the preimage of a hash. */
    public boolean hasHashLocks() {
        return expression.hasAny(inside -> inside.fragment().isHash());
    }

    /**
     * All ways to spend, from left to right.
     *
     * @throws MalformedException of format {@code miniscript} where there are more than 64, or hash locks
     */
    public List<SpendBranch<K>> branches() {
        return BranchWays.of(expression, context);
    }

    /** @param keyBytes a key as the context has it: 33 bytes, or in tapscript 32 */
    public Bytes toScript(Function<K, Bytes> keyBytes) {
        return ExpressionScript.of(expression, keyBytes);
    }

    /** The smallest witness that nobody without a key can change, without the script; empty where {@code source} does not suffice. */
    public Optional<List<Bytes>> satisfy(WitnessSource<K> source) {
        return Satisfier.satisfy(expression, context, source);
    }

    /** How deep expressions nest in each other; 1 for one alone. */
    public int depth() {
        return expression.<Integer>fold((inside, parts) ->
                1 + parts.stream().mapToInt(depth -> depth).max().orElse(0));
    }

    /** The signatures on a stack that satisfies this by {@code branch}; empty where it does not. */
    Optional<List<StackReader.Signature<K>>> signaturesIn(
            SpendBranch<K> branch, Function<K, Bytes> keyBytes, List<Bytes> stack) {
        return StackReader.read(expression, branch, keyBytes, stack);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Miniscript<?> miniscript
                && context == miniscript.context
                && text.equals(miniscript.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    private void requireSpendable() {
        if (!cost.isPossible()) {
            throw new MalformedException(Expression.FORMAT, "Nothing can ever satisfy this miniscript.");
        }
        boolean isLoose = expression.hasAny(
                inside -> inside.is(Fragment.OLDER) && !new RelativeLock(inside.number()).bindsAsWritten());
        if (isLoose) {
            throw new MalformedException(
                    Expression.FORMAT,
                    "The number of older is 1 to 65535 blocks, or 4194305 to 4259839 for units of 512 seconds: "
                            + "of another the network would ignore a part.");
        }
    }
}
