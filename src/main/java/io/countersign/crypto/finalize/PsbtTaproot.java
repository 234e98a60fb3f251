package io.countersign.crypto.finalize;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.XOnlyPublicKey;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.TapLeafScript;
import io.countersign.crypto.psbt.TapScriptSignature;
import io.countersign.crypto.script.ControlBlock;
import io.countersign.crypto.script.MultiA;
import io.countersign.crypto.script.MultiAStack;
import io.countersign.crypto.script.OutputScript;
import io.countersign.crypto.script.SingleSignatureStack;
import io.countersign.crypto.script.StackLayout;
import io.countersign.crypto.script.TapLeaf;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.verify.ExpectedInput;
import io.countersign.crypto.verify.ExpectedKey;
import io.countersign.crypto.verify.ExpectedLeaf;
import io.countersign.crypto.verify.ExpectedPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A taproot input as a PSBT alone describes it: the key path where it has its signature, else the leaf of {@code pk} or {@code multi_a}
 * that has its signatures and makes the smallest witness.
 */
final class PsbtTaproot {

    private static final int KEY_SIZE = 32;

    private final TxOutput coin;
    private final PsbtInput input;
    private final XOnlyPublicKey outputKey;

    private PsbtTaproot(TxOutput coin, PsbtInput input) {
        this.coin = coin;
        this.input = input;
        this.outputKey = XOnlyPublicKey.parse(coin.script().sliceFrom(2));
    }

    static Optional<ExpectedInput> expectedInput(TxOutput coin, PsbtInput input) {
        return new PsbtTaproot(coin, input).expectedInput();
    }

    private Optional<ExpectedInput> expectedInput() {
        List<ExpectedPath> paths = new ArrayList<>();
        input.tapInternalKey().map(this::keyPath).ifPresent(paths::add);
        input.tapLeafScripts().stream()
                .map(this::leafPath)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparingInt(PsbtTaproot::size))
                .forEach(paths::add);
        Optional<ExpectedPath> best = paths.stream()
                .filter(this::isSigned)
                .findFirst()
                .or(() -> paths.stream().findFirst());
        return best.map(path -> ExpectedInput.taproot(
                coin, path, paths.stream().filter(other -> other != path).toList()));
    }

    private ExpectedPath keyPath(Bytes32 internalKey) {
        XOnlyPublicKey key = XOnlyPublicKey.parse(internalKey.bytes());
        return path(null, 1, List.of(key), new SingleSignatureStack(key.bytes()));
    }

    private Optional<ExpectedPath> leafPath(TapLeafScript described) {
        return ExpectedLeaf.proven(described.script(), ControlBlock.parse(described.controlBlock()), outputKey)
                .filter(leaf -> leaf.controlBlock().leafVersion() == TapLeaf.TAPSCRIPT)
                .flatMap(leaf -> MultiA.parse(leaf.script())
                        .map(multi -> path(leaf, multi.required(), multi.keys(), MultiAStack.of(multi)))
                        .or(() -> singleKey(leaf.script())
                                .map(key -> path(leaf, 1, List.of(key), new SingleSignatureStack(key.bytes())))));
    }

    /** The key of a script that is {@code pk} alone. */
    private static Optional<XOnlyPublicKey> singleKey(Bytes script) {
        if (script.size() != KEY_SIZE + 2) {
            return Optional.empty();
        }
        Bytes key = script.slice(1, 1 + KEY_SIZE);
        return OutputScript.p2pk(key).equals(script) ? Optional.of(XOnlyPublicKey.parse(key)) : Optional.empty();
    }

    private static ExpectedPath path(
            @Nullable ExpectedLeaf leaf, int threshold, List<XOnlyPublicKey> keys, StackLayout layout) {
        List<ExpectedKey> expected = IntStream.range(0, keys.size())
                .mapToObj(i -> new ExpectedKey(i, keys.get(i).even()))
                .toList();
        String id = leaf == null ? "key" : leaf.hash().toHex();
        return new ExpectedPath(id, leaf, threshold, expected, layout);
    }

    private boolean isSigned(ExpectedPath path) {
        if (path.leaf().isEmpty()) {
            return input.tapKeySignature().isPresent();
        }
        Bytes32 leafHash = path.leaf().get().hash();
        return input.tapScriptSignatures().stream()
                        .filter(signature -> signature.leafHash().equals(leafHash))
                        .map(TapScriptSignature::publicKey)
                        .distinct()
                        .count()
                >= path.threshold();
    }

    private static int size(ExpectedPath path) {
        int stack = path.layout().largest(SizeEstimate.LARGEST_SCHNORR_SIGNATURE).stream()
                .mapToInt(element -> 1 + element.size())
                .sum();
        return path.leaf()
                .map(leaf -> stack + leaf.script().size() + leaf.controlBlock().size())
                .orElse(stack);
    }
}
