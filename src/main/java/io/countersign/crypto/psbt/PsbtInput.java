package io.countersign.crypto.psbt;

import io.countersign.crypto.bytes.ByteReader;
import io.countersign.crypto.bytes.ByteWriter;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.sighash.SighashType;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxOutput;
import java.util.List;
import java.util.Optional;

/** What a PSBT says of one input. */
public final class PsbtInput extends PsbtEntry<PsbtInput> {

    public static final PsbtInput EMPTY = new PsbtInput(PsbtMap.EMPTY);

    PsbtInput(PsbtMap map) {
        super(map, EntryFields.OF_INPUT);
    }

    @Override
    PsbtInput with(PsbtMap changed) {
        return new PsbtInput(changed);
    }

    /** PSBT_IN_NON_WITNESS_UTXO: the whole previous transaction. */
    public Optional<Transaction> nonWitnessUtxo() {
        return map().find(InputField.NON_WITNESS_UTXO).map(Transaction::parse);
    }

    /** PSBT_IN_WITNESS_UTXO: the coin alone, which proves nothing. */
    public Optional<TxOutput> witnessUtxo() {
        return map().find(InputField.WITNESS_UTXO).map(TxOutput::parse);
    }

    public List<PartialSignature> partialSignatures() {
        return map().stream(InputField.PARTIAL_SIG).map(PartialSignature::of).toList();
    }

    public Optional<SighashType> sighashType() {
        return map().find(InputField.SIGHASH_TYPE)
                .map(value -> new SighashType(new ByteReader("psbt", value).readInt32()));
    }

    /** PSBT_IN_TAP_KEY_SIG as it was handed in: 64 or 65 bytes. */
    public Optional<Bytes> tapKeySignature() {
        return map().find(InputField.TAP_KEY_SIG);
    }

    public List<TapScriptSignature> tapScriptSignatures() {
        return map().stream(InputField.TAP_SCRIPT_SIG)
                .map(TapScriptSignature::of)
                .toList();
    }

    public List<TapLeafScript> tapLeafScripts() {
        return map().stream(InputField.TAP_LEAF_SCRIPT).map(TapLeafScript::of).toList();
    }

    public Optional<Bytes32> tapMerkleRoot() {
        return map().find(InputField.TAP_MERKLE_ROOT).map(Bytes32::new);
    }

    public List<MusigPublicNonce> musigPublicNonces() {
        return map().stream(InputField.MUSIG2_PUB_NONCE)
                .map(MusigPublicNonce::of)
                .toList();
    }

    public List<MusigPartialSignature> musigPartialSignatures() {
        return map().stream(InputField.MUSIG2_PARTIAL_SIG)
                .map(MusigPartialSignature::of)
                .toList();
    }

    public Optional<Bytes> finalScriptSig() {
        return map().find(InputField.FINAL_SCRIPTSIG);
    }

    public Optional<List<Bytes>> finalScriptWitness() {
        return map().find(InputField.FINAL_SCRIPTWITNESS).map(FinalScripts::parseWitness);
    }

    public boolean isFinal() {
        return map().has(InputField.FINAL_SCRIPTSIG) || map().has(InputField.FINAL_SCRIPTWITNESS);
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

    /** @param signature of 64 bytes, or of 65 with its hash type */
    public PsbtInput withTapKeySignature(Bytes signature) {
        FieldForm.SCHNORR.require(signature);
        return with(PsbtPair.of(InputField.TAP_KEY_SIG, signature));
    }

    public PsbtInput withTapScriptSignature(TapScriptSignature signature) {
        return with(signature.toPair());
    }

    public PsbtInput withTapLeafScript(TapLeafScript leaf) {
        return with(leaf.toPair());
    }

    public PsbtInput withTapMerkleRoot(Bytes32 root) {
        return with(PsbtPair.of(InputField.TAP_MERKLE_ROOT, root.bytes()));
    }

    public PsbtInput withMusigPublicNonce(MusigPublicNonce nonce) {
        return with(nonce.toPair());
    }

    public PsbtInput withMusigPartialSignature(MusigPartialSignature signature) {
        return with(signature.toPair());
    }

    /**
     * The finished input (BIP174, "Input Finalizer"): the UTXOs and unknown pairs stay, and all that led to the signatures goes. An
     * empty scriptSig or witness is left out rather than written as empty.
     */
    public PsbtInput finalized(Bytes scriptSig, List<Bytes> witness) {
        PsbtMap kept = map().without(pair -> MapKind.INPUT.knows(pair) && !InputField.outlivesFinalizing(pair));
        if (!scriptSig.isEmpty()) {
            kept = kept.with(PsbtPair.of(InputField.FINAL_SCRIPTSIG, scriptSig));
        }
        if (!witness.isEmpty()) {
            kept = kept.with(PsbtPair.of(InputField.FINAL_SCRIPTWITNESS, Transaction.writeWitness(witness)));
        }
        return new PsbtInput(kept);
    }
}
