package io.countersign.chain.dev.model;

import io.countersign.chain.BlockHash;
import io.countersign.chain.ChainTip;
import java.util.List;
import java.util.stream.Stream;

/** The tip with what the next block depends on: the times of the last 11 blocks, the newest first. */
public record ChainHead(int height, BlockHash hash, List<Long> times) {

    private static final int MEDIAN_SPAN = 11;

    public ChainHead {
        times = List.copyOf(times);
    }

    public static ChainHead atGenesis() {
        BlockHeader genesis = BlockHeader.genesis();
        return new ChainHead(0, genesis.hash(), List.of(genesis.time()));
    }

    public int nextHeight() {
        return height + 1;
    }

    /** BIP113: the median of the last 11 times, which locks are measured against. */
    public long medianTimePast() {
        List<Long> sorted = times.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    /** A time for the next block: now, and later than every block before it. */
    long nextTime(long now) {
        return Math.max(now, times.get(0) + 1);
    }

    ChainHead followedBy(BlockHeader header) {
        List<Long> newTimes = Stream.concat(Stream.of(header.time()), times.stream())
                .limit(MEDIAN_SPAN)
                .toList();
        return new ChainHead(nextHeight(), header.hash(), newTimes);
    }

    public ChainTip tip() {
        return new ChainTip(height, hash, medianTimePast());
    }
}
