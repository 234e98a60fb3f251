package io.countersign.crypto.psbt;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.XOnlyPublicKey;
import java.util.List;
import java.util.Optional;

/**
 * What the maps of inputs and outputs say alike: scripts, the keys in them, and what taproot (BIP371) and MuSig2 (BIP373) make of
 * those. Each field has its form; nothing is proven beyond that.
 */
public abstract sealed class PsbtEntry<T extends PsbtEntry<T>> permits PsbtInput, PsbtOutput {

    private final PsbtMap map;
    private final EntryFields fields;

    /** @param map every known field of which has been checked */
    PsbtEntry(PsbtMap map, EntryFields fields) {
        this.map = map;
        this.fields = fields;
    }

    /** The same entry with another map. */
    abstract T with(PsbtMap changed);

    public PsbtMap map() {
        return map;
    }

    public Optional<Bytes> redeemScript() {
        return map.find(fields.redeemScript());
    }

    public Optional<Bytes> witnessScript() {
        return map.find(fields.witnessScript());
    }

    public List<KeyDerivation> derivations() {
        return map.stream(fields.derivation()).map(KeyDerivation::of).toList();
    }

    /** TAP_BIP32_DERIVATION: the keys of the leaves, and the internal key with no leaf. */
    public List<TapDerivation> tapDerivations() {
        return map.stream(fields.tapDerivation()).map(TapDerivation::of).toList();
    }

    /** TAP_INTERNAL_KEY, a point. */
    public Optional<Bytes32> tapInternalKey() {
        return map.find(fields.tapInternalKey()).map(Bytes32::new);
    }

    /** MUSIG2_PARTICIPANT_PUBKEYS: for each aggregate key who takes part. */
    public List<MusigParticipants> musigParticipants() {
        return map.stream(fields.musigParticipants()).map(MusigParticipants::of).toList();
    }

    /** Pairs that no standard here names, proprietary ones included. */
    public List<PsbtPair> unknown() {
        return PsbtMaps.unknown(map, fields.kind());
    }

    public T withRedeemScript(Bytes script) {
        return with(PsbtPair.of(fields.redeemScript(), script));
    }

    public T withWitnessScript(Bytes script) {
        return with(PsbtPair.of(fields.witnessScript(), script));
    }

    public T withDerivation(KeyDerivation derivation) {
        return withDerivations(List.of(derivation));
    }

    public T withDerivations(List<KeyDerivation> derivations) {
        return with(map.withAll(derivations.stream()
                .map(derivation -> derivation.toPair(fields.derivation()))
                .toList()));
    }

    public T withTapDerivations(List<TapDerivation> derivations) {
        return with(map.withAll(derivations.stream()
                .map(derivation -> derivation.toPair(fields.tapDerivation()))
                .toList()));
    }

    public T withTapInternalKey(XOnlyPublicKey key) {
        return with(PsbtPair.of(fields.tapInternalKey(), key.bytes()));
    }

    public T withMusigParticipants(MusigParticipants participants) {
        return with(participants.toPair(fields.musigParticipants()));
    }

    T with(PsbtPair pair) {
        return with(map.with(pair));
    }

    /** Equal where the maps are, of two inputs or of two outputs. */
    @Override
    public final boolean equals(Object other) {
        return other instanceof PsbtEntry<?> entry && fields.equals(entry.fields) && map.equals(entry.map);
    }

    @Override
    public final int hashCode() {
        return map.hashCode();
    }

    @Override
    public final String toString() {
        return map.toString();
    }
}
