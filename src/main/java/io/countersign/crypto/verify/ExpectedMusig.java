package io.countersign.crypto.verify;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.descriptor.DerivedAggregate;
import io.countersign.crypto.descriptor.DerivedPath;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.ec.XOnlyPublicKey;
import io.countersign.crypto.musig.AggregateKey;
import io.countersign.crypto.psbt.MusigSlot;
import io.countersign.crypto.script.TapTree;
import io.countersign.crypto.script.TaprootOutput;
import io.countersign.crypto.sighash.SighashType;
import io.countersign.crypto.sighash.TaprootSighash;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate key that must sign an input.
 *
 * @param scriptKey by which its signature is known: the internal key, or the one that stands in the leaf
 * @param key what the signature is verified by: the output key on the key path, else the leaf's key; with all steps and tweaks
 * @param leafHash of the leaf that is run, or null on the key path
 * @param sighash what is signed
 * @param participants in the order of aggregation
 */
public record ExpectedMusig(
        int inputIndex,
        XOnlyPublicKey scriptKey,
        AggregateKey key,
        @Nullable Bytes32 leafHash,
        Bytes32 sighash,
        List<ExpectedKey> participants) {

    public ExpectedMusig {
        participants = List.copyOf(participants);
    }

    /**
     * An aggregate of a derived path.
     *
     * @param output of the coin, opened
     * @param sighashes of the transaction
     */
    static ExpectedMusig of(
            int inputIndex,
            DerivedAggregate aggregate,
            DerivedPath path,
            TaprootOutput output,
            TaprootSighash sighashes) {
        Bytes32 leafHash = path.leaf().map(TapTree.Placed::hash).orElse(null);
        return new ExpectedMusig(
                inputIndex,
                aggregate.key().publicKey().xOnly(),
                leafHash == null ? tweaked(aggregate.key(), output) : aggregate.key(),
                leafHash,
                leafHash == null
                        ? sighashes.ofKeyPath(inputIndex, SighashType.DEFAULT)
                        : sighashes.ofLeaf(inputIndex, SighashType.DEFAULT, leafHash),
                aggregate.participants().stream()
                        .map(participant -> new ExpectedKey(participant.position(), participant.key()))
                        .toList());
    }

    private static AggregateKey tweaked(AggregateKey internalKey, TaprootOutput output) {
        Bytes merkleRoot = output.merkleRoot().map(Bytes32::bytes).orElse(Bytes.EMPTY);
        return internalKey
                .tweakForTaproot(TaprootOutput.tweak(output.internalKey(), merkleRoot))
                .orElseThrow(() -> new MalformedException("taproot output", "The tweaked key is no key."));
    }

    /** The places of all participants, in the order of aggregation. */
    public List<MusigPlace> places() {
        return participants.stream()
                .map(participant -> place(participant.key()))
                .toList();
    }

    MusigPlace place(PublicKey participant) {
        return new MusigPlace(inputIndex, MusigSlot.of(participant, key.publicKey(), leafHash));
    }

    Optional<ExpectedKey> findParticipant(Bytes publicKey) {
        return participants.stream()
                .filter(participant -> participant.key().bytes().equals(publicKey))
                .findFirst();
    }
}
