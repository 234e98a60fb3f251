package io.countersign.proposal.model;

import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtV0;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Previous transactions. Their hash is the one proof of a coin's amount: with a lying amount two signatures of "the same" payment burn
 * a coin to fees (CVE-2020-14199), so every input needs its own.
 */
public final class Previous {

    private Previous() {}

    /** Those that the upload brings, by id; refused where one is not what its input spends. */
    public static Map<Txid, Transaction> uploaded(PsbtV0 psbt) {
        List<Outpoint> outpoints = psbt.unsignedTransaction().outpoints();
        Map<Txid, Transaction> found = new HashMap<>();
        for (int i = 0; i < outpoints.size(); i++) {
            Outpoint outpoint = outpoints.get(i);
            Optional<Transaction> previous = psbt.inputs().get(i).nonWitnessUtxo();
            if (previous.isPresent()) {
                requireIsOf(i, outpoint, previous.get());
                found.put(outpoint.txid(), previous.get());
            }
        }
        return found;
    }

    /** The coin of each input, from its previous transaction; refused where that is missing or the upload contradicts it. */
    static TxOutput coin(int inputIndex, Outpoint outpoint, PsbtInput input, Map<Txid, Transaction> previous) {
        Transaction full = previous.get(outpoint.txid());
        if (full == null) {
            throw ProposalRefusal.PREVIOUS_TRANSACTION_MISSING.refuse(
                    "Input %d lacks its previous transaction (PSBT_IN_NON_WITNESS_UTXO), and the chain backend can't give it."
                            .formatted(inputIndex));
        }
        requireIsOf(inputIndex, outpoint, full);
        TxOutput coin = full.outputs().get((int) outpoint.vout());
        if (input.witnessUtxo().map(shown -> !shown.equals(coin)).orElse(false)) {
            throw ProposalRefusal.PREVIOUS_TRANSACTION_WRONG.refuse(
                    "Input %d shows another coin in its witness UTXO than its previous transaction has."
                            .formatted(inputIndex));
        }
        return coin;
    }

    private static void requireIsOf(int inputIndex, Outpoint outpoint, Transaction previous) {
        if (!previous.txid().equals(outpoint.txid())) {
            throw ProposalRefusal.PREVIOUS_TRANSACTION_WRONG.refuse(
                    "The previous transaction of input %d does not have the txid that the input spends."
                            .formatted(inputIndex));
        }
        if (outpoint.vout() >= previous.outputs().size()) {
            throw ProposalRefusal.PREVIOUS_TRANSACTION_WRONG.refuse(
                    "The previous transaction of input %d has no output %d.".formatted(inputIndex, outpoint.vout()));
        }
    }
}
