package io.countersign.crypto.descriptor;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.descriptor.expression.MultiAScript;
import io.countersign.crypto.descriptor.expression.MultisigScript;
import io.countersign.crypto.descriptor.expression.OutputExpression;
import io.countersign.crypto.descriptor.expression.ScriptHashOutput;
import io.countersign.crypto.descriptor.expression.TaprootTreeOutput;
import io.countersign.crypto.descriptor.expression.TreeExpression;
import io.countersign.crypto.descriptor.key.AccountKey;
import io.countersign.crypto.descriptor.key.KeyExpression;
import io.countersign.crypto.descriptor.key.KeySteps;
import io.countersign.crypto.descriptor.key.MusigKey;
import io.countersign.crypto.key.CosignerKey;
import io.countersign.crypto.key.DerivationPath;
import io.countersign.crypto.key.KeyOrigin;
import io.countersign.crypto.script.Threshold;
import io.countersign.crypto.tx.Network;
import java.util.List;
import java.util.Optional;

/**
 * The descriptor of a wallet: a script behind a hash or a taproot tree, every key with its origin and {@code /<0;1>/*}, and the ways to
 * spend it. Two are equal where their parts and the order of those are, however they were written.
 */
public final class Descriptor {

    static final String FORMAT = "descriptor";

    /** BIP389's two branches as wallets use them. */
    static final int BRANCHES = 2;

    private final OutputExpression output;
    private final ScriptKind kind;
    private final Roster roster;
    private final List<PlannedPath> paths;

    private Descriptor(OutputExpression output, ScriptKind kind) {
        this.output = output;
        this.kind = kind;
        this.roster = Roster.of(output);
        this.paths = SpendPaths.of(output, roster);
    }

    /** {@code multi} or {@code sortedmulti} behind a hash; in taproot a leaf of it with an internal key that nobody can sign with. */
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
        List<KeyExpression> expressions = keys.stream()
                .<KeyExpression>map(key -> AccountKey.of(key, KeySteps.RECEIVE_AND_CHANGE))
                .toList();
        return of(kind.hash()
                .<OutputExpression>map(
                        hash -> new ScriptHashOutput(hash, new MultisigScript(sorted, threshold, expressions)))
                .orElseGet(() -> new TaprootTreeOutput(
                        UnspendableKey.of(keys),
                        new TreeExpression.Leaf(new MultiAScript(sorted, threshold.required(), expressions)))));
    }

    /** All of these keys together as one key: {@code tr(musig(...)/<0;1>/*)} (BIP390). */
    public static Descriptor ofMusig(List<CosignerKey> keys) {
        List<KeyExpression> participants = keys.stream()
                .<KeyExpression>map(key -> AccountKey.of(key, KeySteps.NONE))
                .toList();
        return of(new TaprootTreeOutput(new MusigKey(participants, KeySteps.RECEIVE_AND_CHANGE), null));
    }

    /** A wallet's descriptor of an expression; refused where it is none that a wallet here may have. */
    public static Descriptor of(OutputExpression output) {
        return new Descriptor(output, kindOf(output));
    }

    /**
     * A wallet of a template with keys that nobody has, for what does not depend on the keys.
     *
     * @throws MalformedException where no wallet here may be of this template
     */
    public static Descriptor sample(Bip388Template template) {
        return of(template.expression(SampleKeys.withOrigins(template.keyCount()), Network.MAINNET));
    }

    /**
     * Reads a wallet's descriptor for {@code network}, and checks its checksum if it has one.
     *
     * @throws MalformedException where it is none, or no wallet's
     */
    public static Descriptor parse(String text, Network network) {
        return of(OutputExpression.parse(text, network));
    }

    public ScriptKind kind() {
        return kind;
    }

    public DescriptorForm form() {
        return DescriptorForm.of(output);
    }

    /** A template of it with its keys; empty where BIP388 has no such form, as with a single key in it. */
    public Optional<Bip388Template.Filled> template() {
        try {
            return Optional.of(Bip388Template.of(output));
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    /** What the descriptor says, as a tree. */
    public OutputExpression output() {
        return output;
    }

    /** The cosigners' keys in the order in which they first stand in the text: their places are their positions. */
    public List<CosignerKey> keys() {
        return roster.cosigners();
    }

    /** Every way to spend it: the key path, then the branches from left to right, those without a time lock first. */
    public List<SpendPath> paths() {
        return paths.stream().map(PlannedPath::path).toList();
    }

    /** Where a key of this origin stands, branch and index included in it; empty where it is none of the cosigners'. */
    public Optional<DerivationPlace> place(KeyOrigin origin) {
        return roster.place(origin);
    }

    /** How many of all keys the first spend path takes. */
    public Threshold threshold() {
        return Threshold.of(Math.min(paths.get(0).path().threshold(), keys().size()), keys().size());
    }

    /** The canonical text: {@code h} for hardened steps, and the checksum. */
    public String text() {
        return DescriptorChecksum.append(output.text());
    }

    /** True where both stand for the same scripts, such as two that differ in the order of sorted keys alone. */
    public boolean meansTheSameAs(Descriptor other) {
        return output.meansTheSameAs(other.output);
    }

    /**
     * The script and keys at an unhardened {@code index} of {@code branch} 0 (receive) or 1 (change).
     *
     * @throws IllegalArgumentException for any other branch or index
     */
    public DerivedScript derive(int branch, long index) {
        if (branch < 0 || branch >= BRANCHES || index < 0 || index >= DerivationPath.HARDENED) {
            throw new IllegalArgumentException("no script at branch " + branch + ", index " + index);
        }
        Derivation derivation = new Derivation(roster, paths, branch, index);
        return output instanceof TaprootTreeOutput taproot
                ? derivation.taproot(taproot)
                : derivation.scriptHash((ScriptHashOutput) output);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Descriptor descriptor && output.text().equals(descriptor.output.text());
    }

    @Override
    public int hashCode() {
        return output.text().hashCode();
    }

    @Override
    public String toString() {
        return text();
    }

    private static ScriptKind kindOf(OutputExpression output) {
        if (output instanceof ScriptHashOutput script && isWalletScript(script)) {
            return ScriptKind.of(script.hash());
        }
        if (output instanceof TaprootTreeOutput) {
            return ScriptKind.TR;
        }
        throw malformed(
                "A wallet's script stands in wsh(...), sh(wsh(...)) or tr(...), or is a multi-signature script in sh(...).");
    }

    /** {@code sh(wpkh)} is no script behind a hash, and the legacy scripts of one key are nobody's shared wallet. */
    private static boolean isWalletScript(ScriptHashOutput output) {
        return output.hash().isSegwit() || output.script() instanceof MultisigScript;
    }

    static MalformedException malformed(String message) {
        return new MalformedException(FORMAT, message);
    }
}
