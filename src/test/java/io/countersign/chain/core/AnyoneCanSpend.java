package io.countersign.chain.core;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import java.util.List;

/** Coins locked by P2WSH of OP_TRUE: they are spent without a key. */
final class AnyoneCanSpend {

    static final Bytes WITNESS_SCRIPT = Bytes.ofHex("51");
    static final Bytes SCRIPT =
            Bytes.ofHex("0020").plus(Hashes.sha256(WITNESS_SCRIPT).bytes());

    private AnyoneCanSpend() {}

    /** Spends {@code coin} to one output of the same kind. */
    static Transaction spend(Outpoint coin, long amountSat) {
        return spend(coin, amountSat, 0xfffffffdL, 0, WITNESS_SCRIPT);
    }

    static Transaction spend(Outpoint coin, long amountSat, long sequence, long lockTime, Bytes witness) {
        return new Transaction(
                2,
                List.of(new TxInput(coin, Bytes.EMPTY, sequence, List.of(witness))),
                List.of(new TxOutput(amountSat, SCRIPT)),
                lockTime);
    }
}
