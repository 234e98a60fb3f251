package io.countersign.crypto.verify;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.descriptor.DerivedPath;
import io.countersign.crypto.descriptor.DerivedScript;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.ec.XOnlyPublicKey;
import io.countersign.crypto.script.MultisigStack;
import io.countersign.crypto.script.ScriptTemplate;
import io.countersign.crypto.tx.TxOutput;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An input as the wallet knows it: the coin, how it is to be spent, and the other ways in which it could be.
 *
 * @param hashedScript the witness script, or the redeem script of {@link SpendKind#SH}; empty for taproot
 * @param path the way that counts
 * @param otherPaths the ways that don't: signatures for them are right and of no use
 */
public record ExpectedInput(
        TxOutput coin, SpendKind kind, Bytes hashedScript, ExpectedPath path, List<ExpectedPath> otherPaths) {

    private static final String FORMAT = "expected input";
    private static final String ONLY = "main";

    public ExpectedInput {
        otherPaths = List.copyOf(otherPaths);
        boolean isRight = kind.isTaproot()
                ? ScriptTemplate.of(coin.script()) == ScriptTemplate.P2TR
                : kind.outputScript(hashedScript).equals(coin.script());
        if (!isRight) {
            throw new MalformedException(FORMAT, "The script does not hash to the script of the coin.");
        }
    }

    /** A coin of a wallet's descriptor, spent by the path with this id. */
    public static ExpectedInput of(TxOutput coin, DerivedScript derived, String pathId) {
        if (!derived.scriptPubKey().equals(coin.script())) {
            throw new MalformedException(FORMAT, "The script of the coin is another than the descriptor derives.");
        }
        DerivedPath path = derived.path(pathId);
        return new ExpectedInput(
                coin,
                SpendKind.of(derived.kind()),
                derived.kind().hash().map(hash -> derived.multisigScript()).orElse(Bytes.EMPTY),
                ExpectedPath.of(path, derived.taproot()),
                derived.paths().stream()
                        .filter(other -> !other.equals(path))
                        .map(other -> ExpectedPath.of(other, derived.taproot()))
                        .toList());
    }

    /** A CHECKMULTISIG script behind a hash, the keys in the order of the script. */
    public static ExpectedInput multisig(
            TxOutput coin, SpendKind kind, Bytes script, int threshold, List<ExpectedKey> keys) {
        if (threshold < 1 || threshold > keys.size()) {
            throw new MalformedException(FORMAT, "%d of %d keys can't be asked for.".formatted(threshold, keys.size()));
        }
        MultisigStack layout = new MultisigStack(
                threshold, keys.stream().map(key -> key.key().bytes()).toList());
        return new ExpectedInput(coin, kind, script, new ExpectedPath(ONLY, null, threshold, keys, layout), List.of());
    }

    /** The same from the scripts of an address: both for sh(wsh), one of them for the other kinds. */
    public static ExpectedInput of(
            TxOutput coin,
            @Nullable Bytes redeemScript,
            @Nullable Bytes witnessScript,
            int threshold,
            List<ExpectedKey> keys) {
        if (witnessScript != null) {
            SpendKind kind = redeemScript == null ? SpendKind.WSH : SpendKind.SH_WSH;
            return multisig(coin, kind, witnessScript, threshold, keys);
        }
        if (redeemScript == null) {
            throw new MalformedException(FORMAT, "A multi-signature input has a redeem or a witness script.");
        }
        return multisig(coin, SpendKind.SH, redeemScript, threshold, keys);
    }

    /** A taproot coin, spent by {@code path}. */
    public static ExpectedInput taproot(TxOutput coin, ExpectedPath path, List<ExpectedPath> otherPaths) {
        return new ExpectedInput(coin, SpendKind.TR, Bytes.EMPTY, path, otherPaths);
    }

    /** The script that is run with the signatures; empty on taproot's key path. */
    public Bytes script() {
        return kind.isTaproot() ? path.leaf().map(ExpectedLeaf::script).orElse(Bytes.EMPTY) : hashedScript;
    }

    public int threshold() {
        return path.threshold();
    }

    /** Who may sign singly on the path, in the order of the script. */
    public List<ExpectedKey> keys() {
        return path.keys();
    }

    public Optional<Bytes> redeemScript() {
        return kind.hash().flatMap(hash -> hash.redeemScript(hashedScript));
    }

    public Optional<Bytes> witnessScript() {
        return kind.hash().flatMap(hash -> hash.witnessScript(hashedScript));
    }

    /** The key of the path with these bytes, as they stand in the script. */
    public Optional<ExpectedKey> findKey(Bytes publicKey) {
        return keys().stream().filter(key -> slot(key.key()).equals(publicKey)).findFirst();
    }

    /** The key as it stands in the script, by which its signature is known: 33 bytes, of taproot 32. */
    public Bytes slot(PublicKey key) {
        return kind.isTaproot() ? key.xOnly().bytes() : key.bytes();
    }

    /** Taproot's output key, which is in the coin. */
    XOnlyPublicKey outputKey() {
        return XOnlyPublicKey.parse(coin.script().sliceFrom(2));
    }

    /** The path that counts, and then the others. */
    Stream<ExpectedPath> allPaths() {
        return Stream.concat(Stream.of(path), otherPaths.stream());
    }
}
