package io.countersign.chain.dev.model;

import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.tx.Satoshi;
import io.countersign.crypto.tx.Txid;

/** A transaction of the mempool as a miner sees it. */
public record PooledTransaction(Txid txid, Bytes32 witnessHash, int weight, Satoshi fee) {}
