package io.countersign.proposal.model;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.descriptor.DerivedScript;
import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.psbt.GlobalXpub;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtOutput;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.crypto.psbt.PsbtV0;
import io.countersign.crypto.psbt.PsbtWriter;
import io.countersign.crypto.psbt.TapScriptSignature;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.Txid;
import io.countersign.crypto.verify.ExpectedInput;
import io.countersign.crypto.verify.ExpectedSpend;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The PSBT that devices are given, complete whatever the upload lacked: previous transactions, scripts, the origin of every key on
 * inputs and own outputs, and each cosigner's extended key. The sighash field is left out.
 */
public final class FrozenPsbt {

    private FrozenPsbt() {}

    /** @param previous the previous transactions by their id, each proven by its hash */
    static PsbtV0 of(ProposalFacts facts, Descriptor descriptor, Map<Txid, Transaction> previous) {
        List<PsbtInput> inputs = new ArrayList<>();
        for (SpentCoin coin : facts.inputs()) {
            DerivedScript derived = descriptor.derive(coin.branch(), coin.index());
            inputs.add(input(coin, derived, previous));
        }
        List<PsbtOutput> outputs = new ArrayList<>();
        for (PaidOutput output : facts.outputs()) {
            outputs.add(
                    output.isOwn()
                            ? ScriptFields.on(PsbtOutput.EMPTY, descriptor.derive(output.branch(), output.index()))
                            : PsbtOutput.EMPTY);
        }
        List<GlobalXpub> xpubs = descriptor.keys().stream()
                .map(key -> GlobalXpub.of(key.key(), key.origin()))
                .toList();
        return PsbtV0.of(facts.unsigned()).withXpubs(xpubs).withInputs(inputs).withOutputs(outputs);
    }

    /**
     * What was frozen, with the signatures so far, each in the field of the spend path, and the parts of the signing session; written in
     * version 0 or 2.
     */
    public static Bytes withSignatures(Bytes frozen, ExpectedSpend spend, Collected collected, int version) {
        PsbtV0 psbt = PsbtReader.read(frozen).toV0();
        List<PsbtInput> inputs = new ArrayList<>(psbt.inputs());
        for (CountedSignature signature : collected.signatures()) {
            int index = signature.inputIndex();
            inputs.set(index, signed(inputs.get(index), spend.inputs().get(index), signature));
        }
        collected.session().ifPresent(session -> SessionFields.addTo(inputs, session));
        return PsbtWriter.write(psbt.withInputs(inputs).toVersion(version));
    }

    private static PsbtInput signed(PsbtInput input, ExpectedInput expected, CountedSignature signature) {
        if (!expected.kind().isTaproot()) {
            return input.withPartialSignature(PublicKey.parse(signature.publicKey()), signature.signature());
        }
        return expected.path()
                .leaf()
                .map(leaf -> input.withTapScriptSignature(
                        new TapScriptSignature(new Bytes32(signature.publicKey()), leaf.hash(), signature.signature())))
                .orElseGet(() -> input.withTapKeySignature(signature.signature()));
    }

    /** Signers of segwit coins want the amount beside the full previous transaction (BIP174, "UTXO Types"). */
    private static PsbtInput input(SpentCoin coin, DerivedScript derived, Map<Txid, Transaction> previous) {
        Transaction full = previous.get(coin.outpoint().txid());
        if (full == null) {
            throw new IllegalStateException("a coin without its previous transaction");
        }
        PsbtInput input = PsbtInput.EMPTY.withNonWitnessUtxo(full);
        if (derived.kind().isSegwit()) {
            input = input.withWitnessUtxo(coin.output());
        }
        return ScriptFields.on(input, derived);
    }
}
