package io.countersign.chain.core;

import static io.countersign.chain.RejectReason.COINBASE_IMMATURE;
import static io.countersign.chain.RejectReason.DUST;
import static io.countersign.chain.RejectReason.FEE_BELOW_MINIMUM;
import static io.countersign.chain.RejectReason.INPUTS_MISSING_OR_SPENT;
import static io.countersign.chain.RejectReason.NON_FINAL;
import static io.countersign.chain.RejectReason.NOT_VALID;
import static io.countersign.chain.RejectReason.REPLACEMENT_FEE_TOO_LOW;
import static io.countersign.chain.RejectReason.SCRIPT_CHECK_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.chain.BlockHash;
import io.countersign.chain.BlockPosition;
import io.countersign.chain.BroadcastAnswer;
import io.countersign.chain.BroadcastAnswer.Rejection;
import io.countersign.chain.ChainTip;
import io.countersign.chain.RejectReason;
import io.countersign.chain.TransactionStatus;
import io.countersign.chain.UnspentCoin;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import io.smallrye.mutiny.Uni;
import jakarta.json.JsonString;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The adapter against a real node. Skipped where the machine has none. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CoreRegtestTest {

    private static final long SUBSIDY = 5_000_000_000L;
    private static final long FEE = 1_000;

    private RegtestNode node;
    private CoreChain chain;
    private int nextCoinbase = 1;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        node = RegtestNode.start(directory, true);
        chain = node.chain();
        node.mine(130);
    }

    @AfterAll
    void stop() {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void followsASpendFromTheMempoolIntoTheChainAndBack() {
        Outpoint coin = coinbase();
        Transaction spend = AnyoneCanSpend.spend(coin, SUBSIDY - FEE);
        Outpoint made = new Outpoint(spend.txid(), 0);
        TxOutput output = spend.outputs().get(0);
        assertThat(await(chain.findUnspent(List.of(coin, made))).get(0)).isPresent();
        assertThat(status(spend)).isEqualTo(TransactionStatus.unknown());

        assertThat(await(chain.broadcast(spend))).isEqualTo(BroadcastAnswer.accepted());
        assertThat(status(spend)).isEqualTo(TransactionStatus.inMempool());
        assertThat(await(chain.findTransaction(spend.txid()))).contains(spend);
        assertThat(await(chain.findUnspent(List.of(coin, made))))
                .containsExactly(Optional.empty(), Optional.of(new UnspentCoin(output, 0, false)));

        String block = node.mine(1);
        ChainTip tip = await(chain.tip());
        assertThat(tip.hash()).isEqualTo(BlockHash.parse(block));
        node.mine(2);
        BlockPosition place = new BlockPosition(tip.height(), tip.hash());
        assertThat(status(spend)).isEqualTo(TransactionStatus.confirmed(3, place));
        assertThat(await(chain.findUnspent(List.of(made))))
                .containsExactly(Optional.of(new UnspentCoin(output, 3, false)));
        assertThat(await(chain.broadcast(spend))).isEqualTo(BroadcastAnswer.alreadyKnown());

        node.call("invalidateblock", block);
        assertThat(status(spend)).isEqualTo(TransactionStatus.inMempool());
        node.call("reconsiderblock", block);
        assertThat(status(spend)).isEqualTo(TransactionStatus.confirmed(3, place));
    }

    @Test
    void recognisesASpendWhoseOutputsAreSpentAgain() {
        Transaction spend = AnyoneCanSpend.spend(coinbase(), SUBSIDY - FEE);
        Transaction child = AnyoneCanSpend.spend(new Outpoint(spend.txid(), 0), SUBSIDY - 2 * FEE);
        await(chain.broadcast(spend));
        await(chain.broadcast(child));
        node.mine(1);

        assertThat(await(chain.broadcast(spend))).isEqualTo(BroadcastAnswer.alreadyKnown());
        assertThat(status(spend).confirmations()).isEqualTo(1);
    }

    @Test
    void seesTheRivalThatReplacesASpend() {
        Outpoint coin = coinbase();
        Transaction spend = AnyoneCanSpend.spend(coin, SUBSIDY - FEE);
        Transaction rival = AnyoneCanSpend.spend(coin, SUBSIDY - 10 * FEE);
        await(chain.broadcast(spend));
        assertThat(await(chain.broadcast(rival))).isEqualTo(BroadcastAnswer.accepted());

        assertThat(status(spend)).isEqualTo(TransactionStatus.conflicted(Optional.of(rival.txid()), 0));
        node.mine(1);
        TransactionStatus mined = status(spend);
        assertThat(mined.kind()).isEqualTo(TransactionStatus.Kind.CONFLICTED);
        node.mine(5);
        assertThat(status(spend).confirmations()).isEqualTo(mined.confirmations() + 5);
        assertThat(reason(await(chain.broadcast(spend)))).isEqualTo(INPUTS_MISSING_OR_SPENT);
    }

    @Test
    void mapsTheNodesOwnWords() {
        Outpoint coin = coinbase();
        Outpoint nowhere = new Outpoint(Txid.parse("ab".repeat(32)), 0);
        long amount = SUBSIDY - FEE;
        long future = await(chain.tip()).height() + 50;
        assertThat(refusal(AnyoneCanSpend.spend(nowhere, amount))).isEqualTo(INPUTS_MISSING_OR_SPENT);
        assertThat(refusal(AnyoneCanSpend.spend(coin, SUBSIDY))).isEqualTo(FEE_BELOW_MINIMUM);
        assertThat(refusal(AnyoneCanSpend.spend(coin, SUBSIDY + 1))).isEqualTo(NOT_VALID);
        assertThat(refusal(AnyoneCanSpend.spend(coin, 329))).isEqualTo(DUST);
        assertThat(refusal(AnyoneCanSpend.spend(coinbaseAt((int) future - 52), amount)))
                .isEqualTo(COINBASE_IMMATURE);
        assertThat(refusal(AnyoneCanSpend.spend(coin, amount, 0xfffffffdL, future, AnyoneCanSpend.WITNESS_SCRIPT)))
                .isEqualTo(NON_FINAL);
        assertThat(refusal(AnyoneCanSpend.spend(coin, amount, 5_000, 0, AnyoneCanSpend.WITNESS_SCRIPT)))
                .isEqualTo(NON_FINAL);
        assertThat(refusal(AnyoneCanSpend.spend(coin, amount, 0xfffffffdL, 0, Bytes.ofHex("52"))))
                .isEqualTo(SCRIPT_CHECK_FAILED);
        await(chain.broadcast(AnyoneCanSpend.spend(coin, amount)));
        assertThat(refusal(AnyoneCanSpend.spend(coin, amount - 1))).isEqualTo(REPLACEMENT_FEE_TOO_LOW);
    }

    @Test
    void findsConfirmedTransactionsOnANodeWithoutIndex(@TempDir Path directory) throws IOException {
        try (RegtestNode bare = RegtestNode.start(directory, false)) {
            CoreChain view = bare.chain();
            bare.mine(101);
            Transaction spend = AnyoneCanSpend.spend(coinbaseAt(bare, 1), SUBSIDY - FEE);
            await(view.broadcast(spend));
            assertThat(await(view.status(spend.txid(), spend.outpoints()))).isEqualTo(TransactionStatus.inMempool());
            bare.mine(3);

            TransactionStatus status = await(view.status(spend.txid(), spend.outpoints()));
            assertThat(status.confirmations()).isEqualTo(3);
            assertThat(status.block().orElseThrow().height()).isEqualTo(102);
            assertThat(await(view.findTransaction(spend.txid()))).contains(spend);

            await(view.broadcast(AnyoneCanSpend.spend(new Outpoint(spend.txid(), 0), SUBSIDY - 2 * FEE)));
            bare.mine(1);
            assertThat(await(view.status(spend.txid(), spend.outpoints())).confirmations())
                    .isEqualTo(4);
            assertThat(await(bare.chain().status(spend.txid(), spend.outpoints())))
                    .isEqualTo(TransactionStatus.unknown());
        }
    }

    private RejectReason refusal(Transaction transaction) {
        return reason(await(chain.broadcast(transaction)));
    }

    private static RejectReason reason(BroadcastAnswer answer) {
        return answer.rejection().map(Rejection::reason).orElseThrow();
    }

    private TransactionStatus status(Transaction transaction) {
        return await(chain.status(transaction.txid(), transaction.outpoints()));
    }

    /** A ripe coin that no other test uses. */
    private Outpoint coinbase() {
        return coinbaseAt(nextCoinbase++);
    }

    private Outpoint coinbaseAt(int height) {
        return coinbaseAt(node, height);
    }

    private static Outpoint coinbaseAt(RegtestNode node, int height) {
        String hash = ((JsonString) node.call("getblockhash", height)).getString();
        String txid =
                node.call("getblock", hash).asJsonObject().getJsonArray("tx").getString(0);
        return new Outpoint(Txid.parse(txid), 0);
    }

    private static <T> T await(Uni<T> question) {
        return question.await().atMost(Duration.ofSeconds(30));
    }
}
