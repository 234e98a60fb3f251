package io.countersign.chain.dev.model;

import io.countersign.chain.BlockPosition;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.Txid;
import java.util.List;

/** A new block. {@code txids} are those of the transactions after the coinbase, in order. */
public record MinedBlock(ChainHead head, BlockHeader header, Transaction coinbase, List<Txid> txids) {

    public MinedBlock {
        txids = List.copyOf(txids);
    }

    public BlockPosition position() {
        return new BlockPosition(head.height(), head.hash());
    }
}
