package io.countersign.chain;

import io.countersign.crypto.tx.TxOutput;

/** An unspent output. {@code confirmations} is 0 while its transaction is in the mempool. */
public record UnspentCoin(TxOutput output, int confirmations, boolean coinbase) {}
