package io.countersign.chain;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.Network;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.Txid;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A view of the chain and its mempool, and the way to send a transaction. Every call fails with {@link
 * io.countersign.kernel.DependencyDown} where the backend does not answer or follows another network; answers are evidence of one
 * node, not truth.
 */
public interface ChainBackend {

    /** Its name in settings, such as {@code bitcoin-core}. */
    String name();

    Network network();

    Uni<ChainTip> tip();

    /** The median time past of the block at {@code height}, in seconds (BIP113); relative locks by time are measured from it. */
    Uni<Long> medianTimePast(int height);

    /** A transaction of the mempool or the chain, with its witnesses, as far as the backend can find it. */
    Uni<Optional<Transaction>> findTransaction(Txid txid);

    /** The coins at {@code outpoints}, in their order. What a transaction in the mempool spends is gone; what one makes is there. */
    Uni<List<Optional<UnspentCoin>>> findUnspent(List<Outpoint> outpoints);

    /** Sends a final transaction. Sending the same one again is harmless. */
    Uni<BroadcastAnswer> broadcast(Transaction transaction);

    /**
     * What became of a transaction.
     *
     * @param spends the outpoints that it spends, by which a conflicting one is recognised
     */
    Uni<TransactionStatus> status(Txid txid, List<Outpoint> spends);

    /** Those of {@code scripts} that an output has ever paid, as far as the backend can tell; it may know of none. */
    Uni<Set<Bytes>> paidScripts(List<Bytes> scripts);
}
