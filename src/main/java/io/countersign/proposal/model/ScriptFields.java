package io.countersign.proposal.model;

import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.descriptor.DerivedAggregate;
import io.countersign.crypto.descriptor.DerivedKey;
import io.countersign.crypto.descriptor.DerivedPath;
import io.countersign.crypto.descriptor.DerivedScript;
import io.countersign.crypto.psbt.KeyDerivation;
import io.countersign.crypto.psbt.MusigParticipants;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtOutput;
import io.countersign.crypto.psbt.TapDerivation;
import io.countersign.crypto.psbt.TapLeafScript;
import io.countersign.crypto.psbt.TapTree;
import io.countersign.crypto.script.TaprootOutput;
import java.util.List;
import java.util.stream.Stream;

/** The PSBT fields that tell signers how a script of the wallet is made (BIP174, BIP371, BIP373). */
final class ScriptFields {

    private ScriptFields() {}

    static PsbtInput on(PsbtInput bare, DerivedScript derived) {
        if (derived.taproot().isPresent()) {
            return taproot(bare, derived, derived.taproot().get());
        }
        PsbtInput input = bare.withDerivations(derivations(derived));
        input = derived.redeemScript().map(input::withRedeemScript).orElse(input);
        return derived.witnessScript().map(input::withWitnessScript).orElse(input);
    }

    static PsbtOutput on(PsbtOutput bare, DerivedScript derived) {
        if (derived.taproot().isPresent()) {
            return taproot(bare, derived, derived.taproot().get());
        }
        PsbtOutput output = bare.withDerivations(derivations(derived));
        output = derived.redeemScript().map(output::withRedeemScript).orElse(output);
        return derived.witnessScript().map(output::withWitnessScript).orElse(output);
    }

    private static PsbtInput taproot(PsbtInput bare, DerivedScript derived, TaprootOutput output) {
        PsbtInput input = bare.withTapInternalKey(output.internalKey()).withTapDerivations(tapDerivations(derived));
        input = output.merkleRoot().map(input::withTapMerkleRoot).orElse(input);
        for (var leaf : output.leaves()) {
            input = input.withTapLeafScript(new TapLeafScript(
                    output.controlBlock(leaf).bytes(),
                    leaf.leaf().script(),
                    leaf.leaf().version()));
        }
        for (DerivedAggregate aggregate : aggregates(derived)) {
            input = input.withMusigParticipants(participants(aggregate));
        }
        return input;
    }

    private static PsbtOutput taproot(PsbtOutput bare, DerivedScript derived, TaprootOutput output) {
        PsbtOutput described =
                bare.withTapInternalKey(output.internalKey()).withTapDerivations(tapDerivations(derived));
        List<TapTree.Leaf> leaves = output.leaves().stream()
                .map(leaf -> new TapTree.Leaf(
                        leaf.depth(), leaf.leaf().version(), leaf.leaf().script()))
                .toList();
        for (DerivedAggregate aggregate : aggregates(derived)) {
            described = described.withMusigParticipants(participants(aggregate));
        }
        return leaves.isEmpty() ? described : described.withTapTree(new TapTree(leaves));
    }

    private static List<DerivedAggregate> aggregates(DerivedScript derived) {
        return derived.paths().stream()
                .flatMap(path -> path.aggregates().stream())
                .toList();
    }

    /** Named by the aggregate before any derivation; nonces and partial signatures will name the key that signs. */
    private static MusigParticipants participants(DerivedAggregate aggregate) {
        return MusigParticipants.of(
                aggregate.plain().publicKey(), aggregate.plain().participants());
    }

    private static List<KeyDerivation> derivations(DerivedScript derived) {
        return derived.keys().stream()
                .map(key -> KeyDerivation.of(key.key(), key.origin()))
                .toList();
    }

    private static List<TapDerivation> tapDerivations(DerivedScript derived) {
        return Stream.concat(
                        derived.keys().stream().map(ScriptFields::tapDerivation),
                        derived.paths().stream().flatMap(ScriptFields::ofAggregates))
                .toList();
    }

    private static Stream<TapDerivation> ofAggregates(DerivedPath path) {
        List<Bytes32> leafHashes = path.leaf().map(io.countersign.crypto.script.TapTree.Placed::hash).stream()
                .toList();
        return path.aggregates().stream()
                .map(aggregate ->
                        TapDerivation.of(aggregate.key().publicKey().xOnly(), leafHashes, aggregate.origin()));
    }

    private static TapDerivation tapDerivation(DerivedKey key) {
        return TapDerivation.of(key.key().xOnly(), key.leafHashes(), key.origin());
    }
}
