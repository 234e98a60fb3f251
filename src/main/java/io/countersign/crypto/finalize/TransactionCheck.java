package io.countersign.crypto.finalize;

import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.finalize.TransactionFault.Reason;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Satoshi;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What consensus asks of any transaction without looking at the chain (Bitcoin Core's CheckTransaction). */
public final class TransactionCheck {

    private static final int MAX_WEIGHT = 4_000_000;
    private static final int WITNESS_SCALE = 4;
    private static final Outpoint NULL_OUTPOINT = new Outpoint(new Txid(Bytes32.ofHex("00".repeat(32))), 0xffffffffL);

    private TransactionCheck() {}

    /** Empty where all is right. */
    public static List<TransactionFault> faults(Transaction transaction) {
        List<TransactionFault> faults = new ArrayList<>();
        checkCounts(transaction, faults);
        checkAmounts(transaction.outputs(), faults);
        checkOutpoints(transaction, faults);
        return faults;
    }

    private static void checkCounts(Transaction transaction, List<TransactionFault> faults) {
        if (transaction.inputs().isEmpty()) {
            faults.add(TransactionFault.of(Reason.NO_INPUTS, "The transaction has no inputs."));
        }
        if (transaction.outputs().isEmpty()) {
            faults.add(TransactionFault.of(Reason.NO_OUTPUTS, "The transaction has no outputs."));
        }
        if (transaction.serializeWithoutWitness().size() * WITNESS_SCALE > MAX_WEIGHT) {
            faults.add(TransactionFault.of(Reason.TOO_LARGE, "The transaction is larger than a block."));
        }
    }

    private static void checkAmounts(List<TxOutput> outputs, List<TransactionFault> faults) {
        long sum = 0;
        for (int i = 0; i < outputs.size(); i++) {
            long amount = outputs.get(i).amountSat();
            if (amount < 0 || amount > Satoshi.MAX) {
                faults.add(TransactionFault.of(
                        Reason.AMOUNT_OUT_OF_RANGE, "Output %d has an amount outside 0 to 21,000,000 BTC.", i));
                return;
            }
            sum += amount;
            if (sum > Satoshi.MAX) {
                faults.add(TransactionFault.of(
                        Reason.AMOUNT_OUT_OF_RANGE, "The outputs add up to more than 21,000,000 BTC."));
                return;
            }
        }
    }

    private static void checkOutpoints(Transaction transaction, List<TransactionFault> faults) {
        Set<Outpoint> seen = new HashSet<>();
        List<Outpoint> outpoints = transaction.outpoints();
        for (int i = 0; i < outpoints.size(); i++) {
            if (!seen.add(outpoints.get(i))) {
                faults.add(TransactionFault.of(
                        Reason.DUPLICATE_INPUT, "Input %d spends the same coin as an earlier input.", i));
            }
        }
        boolean isCoinbase = outpoints.size() == 1 && seen.contains(NULL_OUTPOINT);
        if (isCoinbase) {
            int size = transaction.inputs().get(0).scriptSig().size();
            if (size < 2 || size > 100) {
                faults.add(TransactionFault.of(
                        Reason.COINBASE_SCRIPT_SIZE, "The script of a coinbase has 2 to 100 bytes."));
            }
        } else if (seen.contains(NULL_OUTPOINT)) {
            faults.add(TransactionFault.of(Reason.NULL_OUTPOINT, "An input spends no coin."));
        }
    }
}
