package io.countersign.crypto.descriptor;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.descriptor.expression.ScriptExpression;
import io.countersign.crypto.descriptor.expression.ScriptHashOutput;
import io.countersign.crypto.descriptor.expression.TaprootTreeOutput;
import io.countersign.crypto.descriptor.key.KeyExpression;
import io.countersign.crypto.descriptor.key.MusigKey;
import io.countersign.crypto.ec.XOnlyPublicKey;
import io.countersign.crypto.script.SingleSignatureStack;
import io.countersign.crypto.script.TapTree;
import io.countersign.crypto.script.TaprootOutput;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/** Derives a wallet's script at one branch and index, with all that signers and the finalizer must know of it. */
final class Derivation {

    private final Roster roster;
    private final List<PlannedPath> paths;
    private final int branch;
    private final long index;

    Derivation(Roster roster, List<PlannedPath> paths, int branch, long index) {
        this.roster = roster;
        this.paths = paths;
        this.branch = branch;
        this.index = index;
    }

    DerivedScript scriptHash(ScriptHashOutput output) {
        DerivedExpression derived = derive(output.script());
        Bytes script = derived.script();
        return new DerivedScript(
                branch,
                index,
                ScriptKind.of(output.hash()),
                output.hash().outputScript(script),
                script,
                null,
                derived.keys(),
                paths.stream().map(path -> derived.path(path, null)).toList());
    }

    DerivedScript taproot(TaprootTreeOutput expression) {
        List<DerivedExpression> leaves =
                expression.leaves().stream().map(this::derive).toList();
        TaprootOutput output = output(expression, leaves);
        KeyExpression internal = expression.internalKey();
        DerivedSigner signer = UnspendableKey.isUnspendable(internal) ? nobody(internal) : signer(internal);
        return new DerivedScript(
                branch,
                index,
                ScriptKind.TR,
                output.scriptPubKey(),
                null,
                output,
                merged(signer.keys(), leaves, output.leaves()),
                paths.stream().map(path -> path(path, signer, leaves, output)).toList());
    }

    private static DerivedPath path(
            PlannedPath path, DerivedSigner internal, List<DerivedExpression> leaves, TaprootOutput output) {
        return path.isKeyPath()
                ? new DerivedPath(
                        path.path(),
                        null,
                        internal.single().stream().toList(),
                        internal.aggregate().stream().toList(),
                        new SingleSignatureStack(output.internalKey().bytes()))
                : leaves.get(path.leaf()).path(path, output.leaves().get(path.leaf()));
    }

    private TaprootOutput output(TaprootTreeOutput expression, List<DerivedExpression> leaves) {
        XOnlyPublicKey internalKey =
                expression.internalKey().derive(branch, index).xOnly();
        Iterator<DerivedExpression> next = leaves.iterator();
        return expression
                .tree()
                .map(tree -> TaprootOutput.of(
                        internalKey, tree.tree(leaf -> next.next().script())))
                .orElseGet(() -> TaprootOutput.keyOnly(internalKey));
    }

    /** Every key once, with the hashes of all leaves that it stands in; the internal key stands in none. */
    private static List<DerivedKey> merged(
            List<DerivedKey> internalKeys, List<DerivedExpression> leaves, List<TapTree.Placed> placed) {
        List<DerivedKey> merged = new ArrayList<>(internalKeys);
        for (int leaf = 0; leaf < leaves.size(); leaf++) {
            Bytes32 hash = placed.get(leaf).hash();
            leaves.get(leaf).keys().forEach(key -> merge(merged, key, hash));
        }
        return merged;
    }

    private static void merge(List<DerivedKey> merged, DerivedKey key, Bytes32 leafHash) {
        for (int i = 0; i < merged.size(); i++) {
            if (merged.get(i).isSameAs(key)) {
                merged.set(i, merged.get(i).in(leafHash));
                return;
            }
        }
        merged.add(key.in(leafHash));
    }

    private DerivedExpression derive(ScriptExpression script) {
        return new DerivedExpression(
                script, script.keys().stream().map(this::signer).toList());
    }

    private DerivedSigner signer(KeyExpression key) {
        List<Integer> positions = roster.positions(key);
        List<KeyExpression> participants = key.participants();
        List<DerivedKey> keys = IntStream.range(0, participants.size())
                .mapToObj(i -> key(positions.get(i), participants.get(i)))
                .toList();
        if (key instanceof MusigKey musig) {
            DerivedAggregate aggregate = DerivedAggregate.of(musig, branch, index, keys);
            return new DerivedSigner(aggregate.key().publicKey(), keys, aggregate);
        }
        return new DerivedSigner(keys.get(0).key(), keys, null);
    }

    /** The bare H has no origin that could be told; an extended key of it is its own. */
    private DerivedSigner nobody(KeyExpression key) {
        List<DerivedKey> told = key.origin(branch, index).isEmpty() ? List.of() : List.of(key(DerivedKey.NOBODY, key));
        return new DerivedSigner(key.derive(branch, index), told, null);
    }

    private DerivedKey key(int position, KeyExpression key) {
        return DerivedKey.of(
                position, key.derive(branch, index), key.origin(branch, index).orElseThrow());
    }
}
