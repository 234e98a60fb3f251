package io.countersign.crypto.message;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.crypto.script.ScriptTemplate;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a proof of funds: a finalized PSBT that says which coins its further inputs spend ("Full (Proof of Funds)"). */
final class FundsProofReader {

    private final Psbt psbt;
    private final List<TxInput> unsigned;

    /** Previous transactions met so far: a later input from the same one may leave it out. */
    private final Map<Txid, Transaction> previous = new HashMap<>();

    private FundsProofReader(Psbt psbt) {
        this.psbt = psbt;
        this.unsigned = psbt.unsignedTransaction().inputs();
    }

    static ToSign read(Transaction toSpend, Bytes bytes) {
        return new FundsProofReader(PsbtReader.read(bytes)).read(toSpend);
    }

    private ToSign read(Transaction toSpend) {
        List<TxInput> inputs = new ArrayList<>();
        List<TxOutput> coins = new ArrayList<>();
        for (int i = 0; i < unsigned.size(); i++) {
            PsbtInput input = psbt.inputs().get(i);
            inputs.add(unsigned.get(i)
                    .withSignature(
                            input.finalScriptSig().orElse(Bytes.EMPTY),
                            input.finalScriptWitness().orElse(List.of())));
            coins.add(i == 0 ? toSpend.outputs().get(0) : coin(unsigned.get(i).outpoint(), input));
        }
        return new ToSign(Bip322Form.PROOF_OF_FUNDS, psbt.unsignedTransaction().withInputs(inputs), coins);
    }

    private TxOutput coin(Outpoint outpoint, PsbtInput input) {
        input.nonWitnessUtxo().ifPresent(transaction -> previous.put(transaction.txid(), transaction));
        Optional<TxOutput> proven =
                Optional.ofNullable(previous.get(outpoint.txid())).map(transaction -> output(transaction, outpoint));
        Optional<TxOutput> claimed = input.witnessUtxo();
        if (proven.isPresent() && claimed.isPresent() && !proven.equals(claimed)) {
            throw malformed("The two descriptions of a coin contradict each other.");
        }
        return proven.or(() -> claimed.filter(coin -> isSegwit(coin, input)))
                .orElseThrow(() -> malformed("An input has no coin that its kind demands, or an unproven one."));
    }

    /** Legacy signatures do not commit to the amount, so a coin without its transaction proves nothing for them. */
    private static boolean isSegwit(TxOutput coin, PsbtInput input) {
        return ScriptTemplate.isWitnessProgram(coin.script())
                || input.finalScriptWitness()
                        .filter(witness -> !witness.isEmpty())
                        .isPresent();
    }

    private static TxOutput output(Transaction transaction, Outpoint outpoint) {
        if (outpoint.vout() >= transaction.outputs().size()) {
            throw malformed("An input spends an output that its transaction does not have.");
        }
        return transaction.outputs().get((int) outpoint.vout());
    }

    private static MalformedException malformed(String message) {
        return new MalformedException(Bip322Message.FORMAT, message);
    }
}
