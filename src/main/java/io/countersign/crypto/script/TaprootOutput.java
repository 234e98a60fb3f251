package io.countersign.crypto.script;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.ec.Secp256k1;
import io.countersign.crypto.ec.XOnlyPublicKey;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A taproot output, opened: its internal key and the scripts that it commits to (BIP341). */
public final class TaprootOutput {

    private final XOnlyPublicKey internalKey;
    private final PublicKey outputKey;
    private final @Nullable Bytes32 merkleRoot;
    private final List<TapTree.Placed> leaves;

    private TaprootOutput(XOnlyPublicKey internalKey, @Nullable TapTree tree) {
        this.internalKey = internalKey;
        this.merkleRoot = tree == null ? null : tree.hash();
        this.outputKey = tweaked(internalKey, merkleRoot == null ? Bytes.EMPTY : merkleRoot.bytes());
        this.leaves = tree == null ? List.of() : tree.leaves();
        if (leaves.stream().anyMatch(leaf -> leaf.depth() > TapTree.MOST_DEPTH)) {
            throw new MalformedException("taproot tree", "A leaf lies deeper than 128 (BIP341).");
        }
    }

    /** Without scripts: only a signature by the tweaked key spends it (BIP86). */
    public static TaprootOutput keyOnly(XOnlyPublicKey internalKey) {
        return new TaprootOutput(internalKey, null);
    }

    /** @throws MalformedException where a leaf lies deeper than 128, or the tweak gives no key (which nobody will see) */
    public static TaprootOutput of(XOnlyPublicKey internalKey, TapTree tree) {
        return new TaprootOutput(internalKey, tree);
    }

    /** What the internal key is tweaked by: {@code merkleRoot} is empty where there are no scripts. */
    public static Bytes32 tweak(XOnlyPublicKey internalKey, Bytes merkleRoot) {
        return Hashes.tagged("TapTweak", internalKey.bytes().plus(merkleRoot));
    }

    public XOnlyPublicKey internalKey() {
        return internalKey;
    }

    public XOnlyPublicKey outputKey() {
        return outputKey.xOnly();
    }

    /** Empty where there are no scripts. */
    public Optional<Bytes32> merkleRoot() {
        return Optional.ofNullable(merkleRoot);
    }

    /** From left to right. */
    public List<TapTree.Placed> leaves() {
        return leaves;
    }

    /** The block that opens a leaf of this output. */
    public ControlBlock controlBlock(TapTree.Placed leaf) {
        return new ControlBlock(leaf.leaf().version(), outputKey.hasOddY(), internalKey, leaf.path());
    }

    public Bytes scriptPubKey() {
        return OutputScript.p2tr(outputKey());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TaprootOutput output
                && internalKey.equals(output.internalKey)
                && leaves.equals(output.leaves);
    }

    @Override
    public int hashCode() {
        return Objects.hash(internalKey, leaves);
    }

    @Override
    public String toString() {
        return "taproot output " + outputKey();
    }

    static PublicKey tweaked(XOnlyPublicKey internalKey, Bytes merkleRoot) {
        return Secp256k1.tweakAdd(internalKey.even(), tweak(internalKey, merkleRoot))
                .orElseThrow(() -> new MalformedException("taproot output", "The tweaked key is no key."));
    }
}
