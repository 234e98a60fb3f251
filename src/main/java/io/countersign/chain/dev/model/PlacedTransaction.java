package io.countersign.chain.dev.model;

import io.countersign.chain.BlockPosition;
import io.countersign.crypto.tx.Transaction;
import java.util.Optional;

/** A transaction and the block that it stands in; without one it is in the mempool. */
public record PlacedTransaction(Transaction transaction, Optional<BlockPosition> block) {

    public int confirmations(ChainHead head) {
        return block.map(place -> head.tip().confirmationsAt(place.height())).orElse(0);
    }
}
