package io.countersign.proposal.model;

import io.countersign.crypto.finalize.CoinAge;
import io.countersign.crypto.finalize.NextBlock;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the chain backend says of the coins that are to be spent.
 *
 * @param previous previous transactions that the upload lacked
 * @param unspent for each input its coin, where it is unspent and can be spent now
 * @param ages of each input's coin
 * @param nextHeight the height of the next block
 * @param medianTimePast of the tip, in seconds since 1970 (BIP113)
 */
public record ChainFacts(
        Map<Txid, Transaction> previous,
        List<Optional<TxOutput>> unspent,
        List<CoinAge> ages,
        int nextHeight,
        long medianTimePast) {

    public ChainFacts {
        previous = Map.copyOf(previous);
        unspent = List.copyOf(unspent);
        ages = List.copyOf(ages);
    }

    NextBlock next() {
        return new NextBlock(nextHeight, medianTimePast);
    }
}
