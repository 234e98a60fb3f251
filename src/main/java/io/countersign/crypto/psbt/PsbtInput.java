package io.countersign.crypto.psbt;

import io.countersign.crypto.bytes.ByteReader;
import io.countersign.crypto.bytes.ByteWriter;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.sighash.SighashType;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxOutput;
import java.util.List;
import java.util.Optional;

/** What a PSBT says of one input. Each field has its form; nothing is proven beyond that. */
public final class PsbtInput {

    public static final PsbtInput EMPTY = new PsbtInput(PsbtMap.EMPTY);

    private final PsbtMap map;

    /** @param map every known field of which has been checked */
    PsbtInput(PsbtMap map) {
        this.map = map;
    }

    public PsbtMap map() {
        return map;
    }

    /** PSBT_IN_NON_WITNESS_UTXO: the whole previous transaction. */
    public Optional<Transaction> nonWitnessUtxo() {
        return map.find(InputField.NON_WITNESS_UTXO).map(Transaction::parse);
    }

    /** PSBT_IN_WITNESS_UTXO: the coin alone, which proves nothing. */
    public Optional<TxOutput> witnessUtxo() {
        return map.find(InputField.WITNESS_UTXO).map(TxOutput::parse);
    }

    public List<PartialSignature> partialSignatures() {
        return map.stream(InputField.PARTIAL_SIG).map(PartialSignature::of).toList();
    }

    public Optional<SighashType> sighashType() {
        return map.find(InputField.SIGHASH_TYPE)
                .map(value -> new SighashType(new ByteReader("psbt", value).readInt32()));
    }

    public Optional<Bytes> redeemScript() {
        return map.find(InputField.REDEEM_SCRIPT);
    }

    public Optional<Bytes> witnessScript() {
        return map.find(InputField.WITNESS_SCRIPT);
    }

    public List<KeyDerivation> derivations() {
        return map.stream(InputField.BIP32_DERIVATION).map(KeyDerivation::of).toList();
    }

    public Optional<Bytes> finalScriptSig() {
        return map.find(InputField.FINAL_SCRIPTSIG);
    }

    public Optional<List<Bytes>> finalScriptWitness() {
        return map.find(InputField.FINAL_SCRIPTWITNESS).map(FinalScripts::parseWitness);
    }

    public boolean isFinal() {
        return map.has(InputField.FINAL_SCRIPTSIG) || map.has(InputField.FINAL_SCRIPTWITNESS);
    }

    /** Pairs that no standard here names, proprietary ones included. */
    public List<PsbtPair> unknown() {
        return PsbtMaps.unknown(map, MapKind.INPUT);
    }

    public PsbtInput withNonWitnessUtxo(Transaction previous) {
        return with(PsbtPair.of(InputField.NON_WITNESS_UTXO, previous.serialize()));
    }

    public PsbtInput withWitnessUtxo(TxOutput coin) {
        return with(PsbtPair.of(InputField.WITNESS_UTXO, coin.serialize()));
    }

    public PsbtInput withPartialSignature(PublicKey key, Bytes signatureWithHashType) {
        return with(PsbtPair.of(InputField.PARTIAL_SIG, key.bytes(), signatureWithHashType));
    }

    public PsbtInput withSighashType(SighashType type) {
        return with(PsbtPair.of(
                InputField.SIGHASH_TYPE,
                new ByteWriter().writeInt32(type.bits()).toBytes()));
    }

    public PsbtInput withRedeemScript(Bytes script) {
        return with(PsbtPair.of(InputField.REDEEM_SCRIPT, script));
    }

    public PsbtInput withWitnessScript(Bytes script) {
        return with(PsbtPair.of(InputField.WITNESS_SCRIPT, script));
    }

    public PsbtInput withDerivation(KeyDerivation derivation) {
        return with(derivation.toPair(InputField.BIP32_DERIVATION));
    }

    public PsbtInput withDerivations(List<KeyDerivation> derivations) {
        PsbtInput changed = this;
        for (KeyDerivation derivation : derivations) {
            changed = changed.withDerivation(derivation);
        }
        return changed;
    }

    /**
     * The finished input (BIP174, "Input Finalizer"): the UTXOs and unknown pairs stay, and all that led to the signatures goes. An
     * empty scriptSig or witness is left out rather than written as empty.
     */
    public PsbtInput finalized(Bytes scriptSig, List<Bytes> witness) {
        PsbtMap kept = map.without(pair -> MapKind.INPUT.knows(pair) && !InputField.outlivesFinalizing(pair));
        if (!scriptSig.isEmpty()) {
            kept = kept.with(PsbtPair.of(InputField.FINAL_SCRIPTSIG, scriptSig));
        }
        if (!witness.isEmpty()) {
            kept = kept.with(PsbtPair.of(InputField.FINAL_SCRIPTWITNESS, Transaction.writeWitness(witness)));
        }
        return new PsbtInput(kept);
    }

    PsbtInput with(PsbtPair pair) {
        return new PsbtInput(map.with(pair));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PsbtInput input && map.equals(input.map);
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
