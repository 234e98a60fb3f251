package io.countersign.crypto.descriptor;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.key.CosignerKey;
import io.countersign.crypto.key.DerivationPath;
import io.countersign.crypto.script.Multisig;
import io.countersign.crypto.script.Threshold;
import io.countersign.crypto.tx.Network;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The descriptor of a multisig wallet: {@code wsh}, {@code sh(wsh)} or {@code sh} of {@code multi} or {@code sortedmulti}, every
 * key with its origin and {@code /<0;1>/*}. Two are equal where kind, order, threshold and keys are, however they were written.
 */
public final class Descriptor {

    static final String FORMAT = "descriptor";
    static final String BRANCHES = "/<0;1>/*";

    private final ScriptKind kind;
    private final boolean sorted;
    private final Threshold threshold;
    private final List<CosignerKey> keys;
    private final BranchKeys branchKeys;

    private Descriptor(ScriptKind kind, boolean sorted, Threshold threshold, List<CosignerKey> keys) {
        this.kind = kind;
        this.sorted = sorted;
        this.threshold = threshold;
        this.keys = List.copyOf(keys);
        this.branchKeys = new BranchKeys(this.keys);
    }

    /** Refuses too many keys for the kind, another number than the threshold's, keys of two networks, and equal keys. */
    public static Descriptor of(ScriptKind kind, boolean sorted, Threshold threshold, List<CosignerKey> keys) {
        if (keys.size() > kind.maxKeys()) {
            throw malformed("%d keys are too many: this script holds %d.".formatted(keys.size(), kind.maxKeys()));
        }
        if (keys.size() != threshold.total()) {
            throw malformed("The threshold is %s, but %d keys are given.".formatted(threshold, keys.size()));
        }
        if (keys.stream().map(key -> key.key().isMain()).distinct().count() != 1) {
            throw malformed("The keys belong to different networks.");
        }
        // The same point under another chain code is still one cosigner's secret.
        if (keys.stream().map(key -> key.key().publicKey()).distinct().count() != keys.size()) {
            throw malformed("Two keys are equal: every cosigner needs a key of their own.");
        }
        return new Descriptor(kind, sorted, threshold, keys);
    }

    /**
     * Reads a descriptor for {@code network}, and checks its checksum if it has one.
     *
     * @throws MalformedException of format {@code descriptor checksum}, {@code descriptor}, {@code threshold}, or one of
     *     {@link CosignerKey#parse}
     */
    public static Descriptor parse(String text, Network network) {
        return DescriptorParser.parse(text, network);
    }

    public ScriptKind kind() {
        return kind;
    }

    /** True for {@code sortedmulti}: the keys are sorted anew at every index (BIP67, BIP383). */
    public boolean sorted() {
        return sorted;
    }

    public Threshold threshold() {
        return threshold;
    }

    /** In the order of the text. */
    public List<CosignerKey> keys() {
        return keys;
    }

    /** The canonical text: {@code h} for hardened steps, and the checksum. */
    public String text() {
        String expression = keys.stream()
                .map(key -> key + BRANCHES)
                .collect(Collectors.joining(
                        ",", (sorted ? "sortedmulti(" : "multi(") + threshold.required() + ",", ")"));
        return DescriptorChecksum.append(kind.wrap(expression));
    }

    /**
     * The script and keys at an unhardened {@code index} of {@code branch} 0 (receive) or 1 (change).
     *
     * @throws IllegalArgumentException for any other branch or index
     */
    public DerivedScript derive(int branch, long index) {
        if (branch < 0 || branch >= BranchKeys.BRANCHES || index < 0 || index >= DerivationPath.HARDENED) {
            throw new IllegalArgumentException("no script at branch " + branch + ", index " + index);
        }
        List<DerivedKey> derived =
                inScriptOrder(IntStream.range(0, keys.size()).mapToObj(position -> derive(position, branch, index)));
        List<PublicKey> scriptKeys = derived.stream().map(DerivedKey::key).toList();
        Bytes multisig = new Multisig(threshold, scriptKeys).toScript();
        return new DerivedScript(
                branch,
                index,
                kind,
                threshold,
                kind.scriptPubKey(multisig),
                kind.redeemScript(multisig),
                kind.witnessScript(multisig),
                derived);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Descriptor descriptor
                && kind == descriptor.kind
                && sorted == descriptor.sorted
                && threshold.equals(descriptor.threshold)
                && keys.equals(descriptor.keys);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, sorted, threshold, keys);
    }

    @Override
    public String toString() {
        return text();
    }

    private DerivedKey derive(int position, int branch, long index) {
        DerivationPath below = DerivationPath.of(branch, index);
        return new DerivedKey(
                position,
                branchKeys.at(position, branch).derivePublicKey(index),
                keys.get(position).origin().plus(below));
    }

    private List<DerivedKey> inScriptOrder(Stream<DerivedKey> derived) {
        return sorted ? derived.sorted(Comparator.comparing(DerivedKey::key)).toList() : derived.toList();
    }

    private static MalformedException malformed(String message) {
        return new MalformedException(FORMAT, message);
    }
}
