package io.countersign.crypto.verify;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.psbt.PsbtInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All signatures in one input of an upload, in whatever field they stand. */
final class OfferedSignatures {

    private final ExpectedInput expected;
    private final PsbtInput input;

    private OfferedSignatures(ExpectedInput expected, PsbtInput input) {
        this.expected = expected;
        this.input = input;
    }

    static boolean isAny(PsbtInput input) {
        return input.isFinal()
                || !input.partialSignatures().isEmpty()
                || input.tapKeySignature().isPresent()
                || !input.tapScriptSignatures().isEmpty();
    }

    /** Those in fields of their own. */
    static List<OfferedSignature> inFields(ExpectedInput expected, PsbtInput input) {
        return new OfferedSignatures(expected, input).inFields();
    }

    /** Those in the final scripts; empty where these are none of the expected input's. */
    static Optional<List<OfferedSignature>> inFinalScripts(ExpectedInput expected, PsbtInput input) {
        return new OfferedSignatures(expected, input).inFinalScripts();
    }

    private List<OfferedSignature> inFields() {
        List<OfferedSignature> offered = new ArrayList<>();
        boolean isTaproot = expected.kind().isTaproot();
        input.partialSignatures()
                .forEach(partial -> offered.add(new OfferedSignature(
                        partial.publicKey(), partial.signature(), makers(path -> !isTaproot, partial.publicKey()))));
        input.tapScriptSignatures()
                .forEach(signature -> offered.add(new OfferedSignature(
                        signature.publicKey().bytes(),
                        signature.signature(),
                        makers(
                                path -> isTaproot && runs(path, signature.leafHash()),
                                signature.publicKey().bytes()))));
        input.tapKeySignature()
                .ifPresent(signature -> offered.add(new OfferedSignature(
                        null, signature, makers(path -> isTaproot && path.leaf().isEmpty(), null))));
        return offered;
    }

    private Optional<List<OfferedSignature>> inFinalScripts() {
        return FinalScripts.of(input, expected).flatMap(scripts -> expected.allPaths()
                .filter(scripts::run)
                .map(path -> ofStack(path, scripts.stack()))
                .flatMap(Optional::stream)
                .findFirst());
    }

    private Optional<List<OfferedSignature>> ofStack(ExpectedPath path, List<Bytes> stack) {
        return path.layout().signaturesIn(stack).map(placed -> placed.stream()
                .map(one -> new OfferedSignature(
                        null,
                        one.signature(),
                        one.keys().stream()
                                .flatMap(key -> makers(candidate -> candidate == path, key).stream())
                                .toList()))
                .toList());
    }

    private static boolean runs(ExpectedPath path, Bytes32 leafHash) {
        return path.leaf().map(leaf -> leaf.hash().equals(leafHash)).orElse(false);
    }

    /** The keys with these bytes, or all, on the paths that can be meant. */
    private List<OfferedSignature.Maker> makers(Predicate<ExpectedPath> isMeant, @Nullable Bytes key) {
        return expected.allPaths()
                .filter(isMeant)
                .flatMap(path -> path.makers()
                        .filter(candidate ->
                                key == null || expected.slot(candidate.key()).equals(key))
                        .map(candidate -> new OfferedSignature.Maker(path, candidate)))
                .toList();
    }
}
