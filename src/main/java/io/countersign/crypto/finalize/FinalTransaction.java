package io.countersign.crypto.finalize;

import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.Txid;

/** A transaction with all its signatures, ready to be sent. Only {@link Finalizer} makes it. */
public final class FinalTransaction {

    private final Transaction transaction;

    FinalTransaction(Transaction transaction) {
        this.transaction = transaction;
    }

    public Transaction transaction() {
        return transaction;
    }

    public Txid txid() {
        return transaction.txid();
    }

    public Txid wtxid() {
        return transaction.wtxid();
    }

    /** In vB (BIP141). */
    public int virtualSize() {
        return transaction.virtualSize();
    }
}
