package io.countersign.testing;

import io.countersign.crypto.tx.Transaction;

/** Our values as bitcoin-kmp's. */
public final class Kmp {

    private Kmp() {}

    public static fr.acinq.bitcoin.Transaction transaction(Transaction transaction) {
        return fr.acinq.bitcoin.Transaction.read(transaction.serialize().toArray());
    }
}
