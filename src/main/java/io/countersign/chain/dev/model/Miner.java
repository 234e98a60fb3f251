package io.countersign.chain.dev.model;

import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.tx.Satoshi;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.Txid;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** Makes blocks out of the mempool, first come, first served; parents came before their children. */
public final class Miner {

    /** What 4,000,000 weight units leave after the header, the count and the coinbase. */
    private static final int WEIGHT_LIMIT = 3_990_000;

    private static final Bytes32 COINBASE_WITNESS_HASH = Bytes32.wrap(new byte[32]);
    private static final int SECONDS_BETWEEN_FIRST_BLOCKS = 600;

    private Miner() {}

    /** The first blocks of a chain, so many that the faucet's coin can be spent. Their times end {@code now}. */
    public static List<MinedBlock> firstBlocks(long now) {
        List<MinedBlock> blocks = new ArrayList<>();
        ChainHead head = ChainHead.atGenesis();
        for (int left = Coinbase.MATURITY; left >= 0; left--) {
            MinedBlock block = block(head, new ArrayDeque<>(), now - (long) left * SECONDS_BETWEEN_FIRST_BLOCKS);
            blocks.add(block);
            head = block.head();
        }
        return blocks;
    }

    /** @param now in seconds since 1970 */
    public static List<MinedBlock> blocks(ChainHead after, List<PooledTransaction> mempool, int count, long now) {
        Deque<PooledTransaction> waiting = new ArrayDeque<>(mempool);
        List<MinedBlock> blocks = new ArrayList<>();
        ChainHead head = after;
        for (int i = 0; i < count; i++) {
            MinedBlock block = block(head, waiting, now);
            blocks.add(block);
            head = block.head();
        }
        return blocks;
    }

    private static MinedBlock block(ChainHead before, Deque<PooledTransaction> waiting, long now) {
        List<PooledTransaction> taken = take(waiting);
        Satoshi fees = taken.stream().map(PooledTransaction::fee).reduce(Satoshi.ZERO, Satoshi::plus);
        Bytes32 witnessRoot = MerkleRoot.of(
                Stream.concat(Stream.of(COINBASE_WITNESS_HASH), taken.stream().map(PooledTransaction::witnessHash))
                        .toList());
        Transaction coinbase = Coinbase.of(before.nextHeight(), fees, witnessRoot);
        List<Txid> txids = taken.stream().map(PooledTransaction::txid).toList();
        Bytes32 root = MerkleRoot.of(Stream.concat(Stream.of(coinbase.txid()), txids.stream())
                .map(Txid::hash)
                .toList());
        BlockHeader header = BlockHeader.mine(before.hash(), root, before.nextTime(now));
        return new MinedBlock(before.followedBy(header), header, coinbase, txids);
    }

    private static List<PooledTransaction> take(Deque<PooledTransaction> waiting) {
        List<PooledTransaction> taken = new ArrayList<>();
        int weight = 0;
        while (!waiting.isEmpty() && weight + waiting.getFirst().weight() <= WEIGHT_LIMIT) {
            PooledTransaction next = waiting.removeFirst();
            taken.add(next);
            weight += next.weight();
        }
        return taken;
    }
}
