package io.countersign.chain.dev.model;

import io.countersign.crypto.finalize.CoinAge;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An output that was made on the chain or in the mempool, spent or not.
 *
 * @param height of the block that made it; empty while that transaction is in the mempool
 * @param medianTimeBefore median time past of the block before that one (BIP68 measures from there), in seconds
 */
public record ChainCoin(
        Outpoint outpoint,
        TxOutput output,
        boolean coinbase,
        OptionalInt height,
        long medianTimeBefore,
        Optional<Spender> spender) {

    /** The transaction that spends a coin; {@code height} is empty while it is in the mempool. */
    public record Spender(Txid txid, OptionalInt height) {}

    /** How long it has been in the chain whose head this is. */
    CoinAge age(ChainHead head) {
        int confirmations = height.isPresent() ? head.tip().confirmationsAt(height.getAsInt()) : 0;
        return new CoinAge(confirmations, medianTimeBefore);
    }

    public boolean isSpent() {
        return spender.isPresent();
    }

    public boolean isSpentInMempool() {
        return spender.map(by -> by.height().isEmpty()).orElse(false);
    }
}
