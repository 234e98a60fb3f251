package io.countersign.proposal.model;

import io.countersign.crypto.finalize.CoinAge;
import io.countersign.crypto.tx.AbsoluteLock;
import io.countersign.crypto.tx.RelativeLock;
import io.countersign.kernel.Refusal;
import io.countersign.wallet.model.SpendPath;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;

/** From when on coins can be spent by a time-locked path. What can't go into the next block is refused, with the height or time when it can. */
final class SpendPathOpening {

    private final SpendPath path;
    private final ChainFacts chain;

    private SpendPathOpening(SpendPath path, ChainFacts chain) {
        this.path = path;
        this.chain = chain;
    }

    static void require(SpendPath path, ChainFacts chain) {
        SpendPathOpening opening = new SpendPathOpening(path, chain);
        if (path.after() != null) {
            opening.require(new AbsoluteLock(path.after()));
        }
        if (path.older() != null) {
            opening.require(new RelativeLock(path.older()));
        }
    }

    /** BIP65 and BIP113: the lock time must be below the block's height, or the median time past of the block before. */
    private void require(AbsoluteLock after) {
        if (after.isByTime()) {
            requireTime(after.operand() + 1);
        } else {
            requireHeight(after.operand() + 1);
        }
    }

    /** BIP68, for the youngest coin. */
    private void require(RelativeLock older) {
        if (chain.ages().stream().anyMatch(age -> age.confirmations() == 0)) {
            throw locked("it opens %s, and a coin is not confirmed yet".formatted(older.words()), Map.of());
        }
        if (older.isByTime()) {
            // Where the transaction does not wait for a time nobody has asked for the coins' times, and it is refused
            // for that.
            chain.ages().stream()
                    .mapToLong(CoinAge::medianTimeBefore)
                    .filter(time -> time != CoinAge.UNKNOWN)
                    .max()
                    .ifPresent(time -> requireTime(time + older.duration().toSeconds()));
        } else {
            IntStream heights = chain.ages().stream().mapToInt(age -> chain.nextHeight() - age.confirmations());
            requireHeight(heights.max().orElse(0) + older.value());
        }
    }

    private void requireHeight(long height) {
        if (chain.nextHeight() < height) {
            throw locked("it opens at block %d".formatted(height), Map.of("height", height));
        }
    }

    private void requireTime(long time) {
        if (chain.medianTimePast() < time) {
            Instant opens = Instant.ofEpochSecond(time);
            throw locked("it opens when the median time past is %s".formatted(opens), Map.of("time", opens));
        }
    }

    private Refusal locked(String when, Map<String, Object> members) {
        return ProposalRefusal.SPEND_PATH_LOCKED.refuse(
                "The spend path %s is locked: %s; the next block is %d.".formatted(path.id(), when, chain.nextHeight()),
                members);
    }
}
