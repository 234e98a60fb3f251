package io.countersign.crypto.descriptor.expression;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.descriptor.key.KeyExpression;
import io.countersign.crypto.descriptor.miniscript.BranchStack;
import io.countersign.crypto.descriptor.miniscript.Miniscript;
import io.countersign.crypto.descriptor.miniscript.ScriptContext;
import io.countersign.crypto.descriptor.miniscript.SpendBranch;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.script.StackLayout;
import io.countersign.crypto.tx.AbsoluteLock;
import io.countersign.crypto.tx.Network;
import io.countersign.crypto.tx.RelativeLock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A miniscript (BIP379) within {@code wsh}, or in a leaf of {@code tr}. */
public final class MiniscriptScript implements ScriptExpression {

    /** Deeper than any device reads, and little enough to follow stacks by recursion. */
    private static final int DEEPEST = 400;

    private final Miniscript<KeyExpression> miniscript;

    /** Found when first asked for, since those of a script with hashes can't be. */
    private @Nullable List<SpendBranch<KeyExpression>> branches;

    private MiniscriptScript(Miniscript<KeyExpression> miniscript) {
        this.miniscript = miniscript;
        if (miniscript.depth() > DEEPEST) {
            throw new MalformedException("miniscript", "A miniscript nests at most %d deep.".formatted(DEEPEST));
        }
    }

    /** Reads what stands within {@code wsh}. */
    static MiniscriptScript ofWitnessScript(String text, Network network) {
        return new MiniscriptScript(
                Miniscript.parse(text, ScriptContext.P2WSH, key -> KeyExpression.parse(key, network)));
    }

    /** Reads a leaf. */
    static MiniscriptScript ofLeaf(String text, Network network) {
        return new MiniscriptScript(
                Miniscript.parse(text, ScriptContext.TAPSCRIPT, key -> KeyExpression.parseTaproot(key, network)));
    }

    @Override
    public List<KeyExpression> keys() {
        return miniscript.keys();
    }

    @Override
    public Bytes script(List<PublicKey> derived) {
        return miniscript.toScript(keyBytes(derived)::get);
    }

    /**
     * From left to right.
     *
     * @throws MalformedException where there are more than 64, or one needs the preimage of a hash
     */
    @Override
    public List<ScriptPath> paths() {
        return branches().stream().map(this::path).toList();
    }

    @Override
    public StackLayout layout(ScriptPath path, List<PublicKey> derived) {
        SpendBranch<KeyExpression> branch = branches().get(paths().indexOf(path));
        return new BranchStack<>(miniscript, branch, keyBytes(derived), null);
    }

    @Override
    public String text(Function<KeyExpression, String> keyText) {
        return miniscript.text(keyText);
    }

    @Override
    public ScriptExpression normalized() {
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MiniscriptScript script && miniscript.equals(script.miniscript);
    }

    @Override
    public int hashCode() {
        return miniscript.hashCode();
    }

    @Override
    public String toString() {
        return miniscript.text();
    }

    private List<SpendBranch<KeyExpression>> branches() {
        List<SpendBranch<KeyExpression>> known = branches;
        if (known == null) {
            known = miniscript.branches();
            branches = known;
        }
        return known;
    }

    private ScriptPath path(SpendBranch<KeyExpression> branch) {
        List<ScriptPath.Group> groups = branch.groups().stream()
                .map(group -> new ScriptPath.Group(
                        group.threshold(),
                        group.keys().stream().map(keys()::indexOf).toList()))
                .toList();
        return new ScriptPath(
                groups,
                branch.older().map(RelativeLock::operand).orElse(null),
                branch.after().map(AbsoluteLock::operand).orElse(null));
    }

    private Map<KeyExpression, Bytes> keyBytes(List<PublicKey> derived) {
        boolean isLeaf = miniscript.context() == ScriptContext.TAPSCRIPT;
        Map<KeyExpression, Bytes> bytes = new HashMap<>();
        for (int i = 0; i < derived.size(); i++) {
            PublicKey key = derived.get(i);
            bytes.put(keys().get(i), isLeaf ? key.xOnly().bytes() : key.bytes());
        }
        return bytes;
    }
}
