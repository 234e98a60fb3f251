package io.countersign.crypto.psbt;

import io.countersign.crypto.bytes.Bytes;
import java.util.List;
import java.util.Optional;

/** What a PSBT says of one output. Each field has its form; nothing is proven beyond that. */
public final class PsbtOutput {

    public static final PsbtOutput EMPTY = new PsbtOutput(PsbtMap.EMPTY);

    private final PsbtMap map;

    /** @param map every known field of which has been checked */
    PsbtOutput(PsbtMap map) {
        this.map = map;
    }

    public PsbtMap map() {
        return map;
    }

    public Optional<Bytes> redeemScript() {
        return map.find(OutputField.REDEEM_SCRIPT);
    }

    public Optional<Bytes> witnessScript() {
        return map.find(OutputField.WITNESS_SCRIPT);
    }

    public List<KeyDerivation> derivations() {
        return map.stream(OutputField.BIP32_DERIVATION).map(KeyDerivation::of).toList();
    }

    /** Pairs that no standard here names, proprietary ones included. */
    public List<PsbtPair> unknown() {
        return PsbtMaps.unknown(map, MapKind.OUTPUT);
    }

    public PsbtOutput withRedeemScript(Bytes script) {
        return with(PsbtPair.of(OutputField.REDEEM_SCRIPT, script));
    }

    public PsbtOutput withWitnessScript(Bytes script) {
        return with(PsbtPair.of(OutputField.WITNESS_SCRIPT, script));
    }

    public PsbtOutput withDerivation(KeyDerivation derivation) {
        return with(derivation.toPair(OutputField.BIP32_DERIVATION));
    }

    public PsbtOutput withDerivations(List<KeyDerivation> derivations) {
        PsbtOutput changed = this;
        for (KeyDerivation derivation : derivations) {
            changed = changed.withDerivation(derivation);
        }
        return changed;
    }

    PsbtOutput with(PsbtPair pair) {
        return new PsbtOutput(map.with(pair));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PsbtOutput output && map.equals(output.map);
    }

    @Override
    public int hashCode() {
        return map.hashCode();
    }

    @Override
    public String toString() {
        return map.toString();
    }
}
