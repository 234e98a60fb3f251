package io.countersign.chain.dev;

import static io.countersign.chain.dev.ChainCopy.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.chain.BlockPosition;
import io.countersign.chain.BroadcastAnswer;
import io.countersign.chain.BroadcastAnswer.Outcome;
import io.countersign.chain.ChainTip;
import io.countersign.chain.UnspentCoin;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Satoshi;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.Txid;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two copies of the server on one chain, both at work at once. */
class ChainCopiesDbTest {

    private static final String DATABASE = "development_chain_copies";
    private static final long AMOUNT = 1_000_000;
    private static final long FEE = 500;
    private static final int EACH = 20;

    private static ChainCopy one;
    private static ChainCopy other;

    @BeforeAll
    static void open() {
        ChainCopy.createDatabase(DATABASE);
        one = new ChainCopy(DATABASE);
        other = new ChainCopy(DATABASE);
        // The first questions of both: one chain is born.
        List<ChainTip> tips = atOnce(copy -> copy.chain.tip());
        assertThat(tips).containsOnly(tips.get(0));
    }

    @AfterAll
    static void close() {
        one.close();
        other.close();
    }

    @Test
    void paysEveryoneOnceWhenAllAskAtOnce() {
        List<Txid> payments = atOnce(copy -> copy.service.pay(OpenCoins.SCRIPT, Satoshi.of(AMOUNT)));
        await(one.service.mine(1));

        assertThat(payments).doesNotHaveDuplicates().hasSize(2 * EACH);
        List<Outpoint> coins =
                payments.stream().map(txid -> new Outpoint(txid, 0)).toList();
        assertThat(await(other.chain.findUnspent(coins)))
                .allSatisfy(
                        coin -> assertThat(coin.map(UnspentCoin::confirmations)).contains(1));
    }

    @Test
    void makesOneChainWhenBothMakeBlocks() {
        int before = await(one.chain.tip()).height();
        List<BlockPosition> blocks = atOnce(copy -> copy.service.mine(1));

        assertThat(blocks.stream().map(BlockPosition::height).sorted().toList())
                .isEqualTo(IntStream.rangeClosed(before + 1, before + 2 * EACH)
                        .boxed()
                        .toList());
        assertThat(await(one.chain.tip())).isEqualTo(await(other.chain.tip()));
    }

    @Test
    void acceptsOneOfManySpendsOfOneCoin() {
        Txid payment = await(one.service.pay(OpenCoins.SCRIPT, Satoshi.of(AMOUNT)));
        Outpoint coin = new Outpoint(payment, 0);
        List<Transaction> spends = IntStream.range(0, EACH)
                .mapToObj(i -> OpenCoins.spend(coin, AMOUNT - FEE - i))
                .toList();

        List<BroadcastAnswer> answers = new ArrayList<>();
        await(Uni.join()
                        .all(spends.stream()
                                .flatMap(spend -> Stream.of(one.chain.broadcast(spend), other.chain.broadcast(spend)))
                                .toList())
                        .andFailFast())
                .forEach(answers::add);

        assertThat(answers)
                .filteredOn(answer -> answer.outcome() == Outcome.ACCEPTED)
                .hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.outcome() == Outcome.ALREADY_KNOWN)
                .hasSizeLessThanOrEqualTo(1);
        Optional<Txid> winner = await(one.chain.status(Txid.parse("cd".repeat(32)), List.of(coin)))
                .spentBy();
        assertThat(spends).extracting(Transaction::txid).contains(winner.orElseThrow());
    }

    /** Runs {@code question} many times at once, half of them at each copy. */
    private static <T> List<T> atOnce(Function<ChainCopy, Uni<T>> question) {
        List<Uni<T>> all = IntStream.range(0, 2 * EACH)
                .mapToObj(i -> question.apply(i % 2 == 0 ? one : other))
                .toList();
        return await(Uni.join().all(all).andFailFast());
    }
}
