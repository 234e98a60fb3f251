package io.countersign.chain.dev.model;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.crypto.tx.TxInput;
import java.util.List;

/**
 * What the chain's own coins are locked with: P2WSH of OP_TRUE. Nobody needs a key for them, and so the mempool takes no
 * transaction from outside that spends one.
 */
final class FundingScript {

    private static final Bytes WITNESS_SCRIPT = Bytes.ofHex("51");

    static final Bytes SCRIPT =
            Bytes.ofHex("0020").plus(Hashes.sha256(WITNESS_SCRIPT).bytes());

    private FundingScript() {}

    static TxInput spend(TxInput unsigned) {
        return unsigned.withSignature(Bytes.EMPTY, List.of(WITNESS_SCRIPT));
    }
}
