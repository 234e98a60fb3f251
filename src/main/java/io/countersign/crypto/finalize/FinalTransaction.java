package io.countersign.crypto.finalize;

import io.countersign.crypto.tx.Transaction;

/** A transaction with everything that its inputs' scripts ask for. */
public record FinalTransaction(Transaction transaction) {}
