package io.countersign.chain.core;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import java.util.List;

/** A transaction to ask a node about. */
final class Transactions {

    static final Outpoint COIN = new Outpoint(Txid.parse("b1".repeat(32)), 1);
    static final Bytes SCRIPT = Bytes.ofHex("0014" + "cd".repeat(20));
    static final Transaction PAYMENT = new Transaction(
            2,
            List.of(new TxInput(COIN, Bytes.EMPTY, 0xfffffffdL, List.of(Bytes.ofHex("51")))),
            List.of(new TxOutput(50_000, SCRIPT)),
            0);

    private Transactions() {}
}
