package io.countersign.proposal.http;

import io.countersign.crypto.tx.FeeRate;
import io.countersign.crypto.tx.Transaction;
import io.countersign.proposal.model.Proposal;
import java.math.BigDecimal;

/** The final transaction. */
public record TransactionView(String txid, String wtxid, String hex, int virtualSize, BigDecimal feeRate) {

    static TransactionView of(Proposal proposal, Transaction transaction) {
        return new TransactionView(
                transaction.txid().toHex(),
                transaction.wtxid().toHex(),
                transaction.serialize().toHex(),
                transaction.virtualSize(),
                FeeRate.of(proposal.facts().fee(), transaction.virtualSize()).satPerVbyte());
    }
}
