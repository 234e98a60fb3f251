package io.countersign.crypto.psbt;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.script.OutputScript;
import io.countersign.crypto.script.ScriptTemplate;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an input says of its coin, judged before any of it is believed (BIP174, "Data Signers Check For"). The whole previous
 * transaction is asked of every input but taproot ones, since only its hash proves the amount.
 */
public final class CoinCheck {

    private final List<CoinFault> faults = new ArrayList<>();
    private final @Nullable TxOutput coin;

    private CoinCheck(PsbtInput input, Outpoint spent) {
        this.coin = findCoin(input, spent);
        if (coin != null) {
            checkScripts(coin, input);
        }
    }

    /** @param inputIndex of an input of {@code psbt} */
    public static CoinCheck of(Psbt psbt, int inputIndex) {
        Outpoint spent = psbt.unsignedTransaction().inputs().get(inputIndex).outpoint();
        return new CoinCheck(psbt.inputs().get(inputIndex), spent);
    }

    /** Empty where all that is said fits together. Scripts that are not given are not missed. */
    public List<CoinFault> faults() {
        return List.copyOf(faults);
    }

    /** The coin as the PSBT has it: proven where there are no faults, a claim otherwise. */
    public Optional<TxOutput> coin() {
        return Optional.ofNullable(coin);
    }

    private @Nullable TxOutput findCoin(PsbtInput input, Outpoint spent) {
        TxOutput claimed = input.witnessUtxo().orElse(null);
        Transaction previous = input.nonWitnessUtxo().orElse(null);
        if (previous == null) {
            if (claimed == null || ScriptTemplate.of(claimed.script()) != ScriptTemplate.P2TR) {
                faults.add(CoinFault.PREVIOUS_TRANSACTION_MISSING);
            }
            return claimed;
        }
        if (!previous.txid().equals(spent.txid())) {
            faults.add(CoinFault.PREVIOUS_TRANSACTION_WRONG);
            return claimed;
        }
        if (spent.vout() >= previous.outputs().size()) {
            faults.add(CoinFault.OUTPUT_MISSING);
            return claimed;
        }
        TxOutput proven = previous.outputs().get((int) spent.vout());
        if (claimed != null && !claimed.equals(proven)) {
            faults.add(CoinFault.UTXOS_DISAGREE);
        }
        return proven;
    }

    private void checkScripts(TxOutput spent, PsbtInput input) {
        Optional<Bytes> redeemScript = input.redeemScript();
        boolean isScriptHash = ScriptTemplate.of(spent.script()) == ScriptTemplate.P2SH;
        if (redeemScript.isPresent() && !OutputScript.p2sh(redeemScript.get()).equals(spent.script())) {
            faults.add(CoinFault.REDEEM_SCRIPT_WRONG);
            return;
        }
        if (isScriptHash && redeemScript.isEmpty()) {
            return;
        }
        Bytes program = redeemScript.orElse(spent.script());
        if (input.witnessScript().isPresent()
                && !OutputScript.p2wsh(input.witnessScript().get()).equals(program)) {
            faults.add(CoinFault.WITNESS_SCRIPT_WRONG);
        }
        if (input.witnessUtxo().isPresent() && !ScriptTemplate.isWitnessProgram(program)) {
            faults.add(CoinFault.WITNESS_UTXO_FOR_LEGACY);
        }
    }
}
