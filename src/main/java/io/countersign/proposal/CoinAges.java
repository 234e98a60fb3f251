package io.countersign.proposal;

import io.countersign.chain.ChainBackend;
import io.countersign.chain.ChainTip;
import io.countersign.chain.UnspentCoin;
import io.countersign.crypto.finalize.CoinAge;
import io.countersign.crypto.tx.InputLocks;
import io.countersign.crypto.tx.Transaction;
import io.countersign.platform.work.InTurn;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** How old the coins of a transaction are. The backend is asked for times only where an input waits for one. */
final class CoinAges {

    private final ChainBackend chain;
    private final Transaction unsigned;
    private final List<Optional<UnspentCoin>> coins;
    private final ChainTip tip;

    private CoinAges(ChainBackend chain, Transaction unsigned, List<Optional<UnspentCoin>> coins, ChainTip tip) {
        this.chain = chain;
        this.unsigned = unsigned;
        this.coins = coins;
        this.tip = tip;
    }

    /** @param coins in the order of the inputs */
    static Uni<List<CoinAge>> of(
            ChainBackend chain, Transaction unsigned, List<Optional<UnspentCoin>> coins, ChainTip tip) {
        CoinAges ages = new CoinAges(chain, unsigned, coins, tip);
        return InTurn.each(IntStream.range(0, coins.size()).boxed().toList(), ages::age);
    }

    private Uni<CoinAge> age(int input) {
        int confirmations = coins.get(input).map(UnspentCoin::confirmations).orElse(0);
        boolean isTimeNeeded =
                confirmations > 0 && InputLocks.of(unsigned, input).waitForTime();
        // BIP68 measures from the block before the coin's own.
        return isTimeNeeded
                ? chain.medianTimePast(tip.height() - confirmations).map(time -> new CoinAge(confirmations, time))
                : Uni.createFrom().item(CoinAge.ofConfirmations(confirmations));
    }
}
