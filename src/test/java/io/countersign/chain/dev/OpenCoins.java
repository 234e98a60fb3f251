package io.countersign.chain.dev;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.script.OutputScript;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import java.util.List;

/** Coins that anyone can spend, so that the chain's rules can be tried without keys. */
final class OpenCoins {

    /** OP_2: true, and not the script of the chain's own coins. */
    static final Bytes WITNESS_SCRIPT = Bytes.ofHex("52");

    static final Bytes SCRIPT = OutputScript.p2wsh(WITNESS_SCRIPT);
    static final long REPLACEABLE = 0xfffffffdL;

    private OpenCoins() {}

    static Transaction spend(Outpoint coin, long amountSat) {
        return spend(coin, amountSat, REPLACEABLE, 0);
    }

    static Transaction spend(Outpoint coin, long amountSat, long sequence, long lockTime) {
        TxInput input = new TxInput(coin, Bytes.EMPTY, sequence, List.of(WITNESS_SCRIPT));
        return new Transaction(2, List.of(input), List.of(new TxOutput(amountSat, SCRIPT)), lockTime);
    }
}
