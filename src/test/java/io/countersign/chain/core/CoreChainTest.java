package io.countersign.chain.core;

import static io.countersign.chain.core.Transactions.COIN;
import static io.countersign.chain.core.Transactions.PAYMENT;
import static io.countersign.chain.core.Transactions.SCRIPT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.chain.BlockHash;
import io.countersign.chain.BlockPosition;
import io.countersign.chain.TransactionStatus;
import io.countersign.chain.UnspentCoin;
import io.countersign.crypto.tx.Network;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import io.countersign.kernel.DependencyDown;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked of the node, and what its answers are taken for. */
class CoreChainTest {

    private static final Txid TXID = PAYMENT.txid();
    private static final Txid RIVAL = Txid.parse("ee".repeat(32));
    private static final String BLOCK = "00000000000000000000000000000000000000000000000000000000000000bb";
    private static final BlockPosition PLACE = new BlockPosition(195, BlockHash.parse(BLOCK));
    private static final String HEX = "\"" + PAYMENT.serialize().toHex() + "\"";
    private static final String COIN_JSON =
            """
            {"bestblock":"%s","confirmations":%d,"value":%s,"scriptPubKey":{"hex":"%s"},"coinbase":false}""";

    private final StubNode node = new StubNode();
    private final CoreChain chain = new CoreChain(
            new CoreRpc(
                    node.vertx(), node.url(), Credentials.of(node.vertx(), "user", "secret"), Duration.ofSeconds(5)),
            Network.REGTEST);

    CoreChainTest() {
        node.fails("getrawtransaction", -5, "No such mempool or blockchain transaction.");
        node.says("gettxout", "null");
        node.says(
                "getblockheader",
                parameters -> StubNode.result(
                        "{\"height\":%d}".formatted(BLOCK.equals(parameters.getString(0)) ? 195 : 200)));
        node.says("getblockhash", "\"" + BLOCK + "\"");
        node.says("gettxspendingprevout", "[{\"txid\":\"%s\",\"vout\":1}]".formatted(COIN.txid()));
        node.says("getindexinfo", "{\"txindex\":{\"synced\":true,\"best_block_height\":200}}");
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void tellsTheMedianTimePastOfABlock() {
        node.says("getblockheader", "{\"height\":195,\"mediantime\":1699990000}");

        assertThat(await(chain.medianTimePast(195))).isEqualTo(1_699_990_000L);
    }

    @Test
    void findsATransactionWithItsWitness() {
        node.says("getrawtransaction", HEX);

        assertThat(await(chain.findTransaction(TXID))).contains(PAYMENT);
    }

    @Test
    void findsNoTransactionThatTheNodeDoesNotKnow() {
        assertThat(await(chain.findTransaction(TXID))).isEmpty();
    }

    @Test
    void refusesATransactionThatItDidNotAskFor() {
        node.says("getrawtransaction", HEX);

        assertThatThrownBy(() -> await(chain.findTransaction(RIVAL)))
                .isInstanceOf(DependencyDown.class)
                .hasMessageContaining("another transaction");
    }

    @Test
    void findsATransactionInItsBlockWhereTheNodeHasNoIndex() {
        node.says("gettxout", onlyOutput(new Outpoint(TXID, 0), coin("0.0005", 6)));
        node.says("getrawtransaction", inBlock(HEX));

        assertThat(await(chain.findTransaction(TXID))).contains(PAYMENT);
    }

    @Test
    void readsAmountsExactly() {
        node.says("gettxout", coin("20999999.97690001", 3));

        assertThat(await(chain.findUnspent(List.of(COIN))))
                .containsExactly(Optional.of(new UnspentCoin(new TxOutput(2_099_999_997_690_001L, SCRIPT), 3, false)));
    }

    @Test
    void answersCoinsInTheOrderOfTheQuestion() {
        Outpoint other = new Outpoint(RIVAL, 0);
        node.says("gettxout", onlyOutput(COIN, coin("1E-8", 0)));

        assertThat(await(chain.findUnspent(List.of(other, COIN, other))))
                .containsExactly(
                        Optional.empty(),
                        Optional.of(new UnspentCoin(new TxOutput(1, SCRIPT), 0, false)),
                        Optional.empty());
    }

    @Test
    void asksForCoinsWithTheMempool() {
        node.says("gettxout", parameters -> StubNode.result(parameters.getBoolean(2) ? "null" : coin("1.0", 6)));

        assertThat(await(chain.findUnspent(List.of(COIN)))).containsExactly(Optional.empty());
    }

    @Test
    void knowsATransactionOfTheMempool() {
        node.says("getrawtransaction", "{\"hex\":\"00\"}");

        assertThat(status()).isEqualTo(TransactionStatus.inMempool());
    }

    @Test
    void knowsAConfirmedTransaction() {
        node.says("getrawtransaction", "{\"blockhash\":\"%s\",\"confirmations\":6}".formatted(BLOCK));

        assertThat(status()).isEqualTo(TransactionStatus.confirmed(6, PLACE));
    }

    @Test
    void takesNoBlockOffTheChainForAConfirmation() {
        node.says("getrawtransaction", "{\"blockhash\":\"%s\",\"confirmations\":0}".formatted(BLOCK));

        assertThat(status()).isEqualTo(TransactionStatus.unknown());
    }

    @Test
    void followsATransactionWithoutAnIndexAfterItsOutputsAreSpent() {
        node.says("gettxout", onlyOutput(new Outpoint(TXID, 0), coin("0.0005", 6)));
        node.says(
                "getrawtransaction",
                inBlock("{\"blockhash\":\"%s\",\"confirmations\":6,\"in_active_chain\":true}".formatted(BLOCK)));
        assertThat(status()).isEqualTo(TransactionStatus.confirmed(6, PLACE));

        node.says("gettxout", "null");

        assertThat(status()).isEqualTo(TransactionStatus.confirmed(6, PLACE));
    }

    @Test
    void knowsNothingWhileTheCoinsAreUnspent() {
        node.says("gettxout", onlyOutput(COIN, coin("1.0", 6)));

        assertThat(status()).isEqualTo(TransactionStatus.unknown());
    }

    @Test
    void namesARivalOfTheMempool() {
        node.says("gettxspendingprevout", spentBy(RIVAL));
        node.says("getrawtransaction", knownOnly(RIVAL, "{\"hex\":\"00\"}"));

        assertThat(status()).isEqualTo(TransactionStatus.conflicted(Optional.of(RIVAL), 0));
    }

    @Test
    void namesARivalOfTheChainWhereTheNodeHasAnIndexOfSpenders() {
        node.says("gettxspendingprevout", spentBy(RIVAL));
        node.says("getrawtransaction", knownOnly(RIVAL, "{\"blockhash\":\"%s\",\"confirmations\":6}".formatted(BLOCK)));

        assertThat(status()).isEqualTo(TransactionStatus.conflicted(Optional.of(RIVAL), 6));
    }

    @Test
    void isNoRivalOfItself() {
        node.says("gettxspendingprevout", spentBy(TXID));

        assertThat(status()).isEqualTo(TransactionStatus.unknown());
    }

    @Test
    void countsTheDepthOfAnUnknownRivalFromWhenItWasSeen() {
        node.says(
                "getrawtransaction",
                knownOnly(COIN.txid(), "{\"blockhash\":\"%s\",\"confirmations\":6}".formatted(BLOCK)));
        assertThat(status()).isEqualTo(TransactionStatus.conflicted(Optional.empty(), 1));

        node.says("getblockchaininfo", StubNode.chainState("regtest").replace("200", "205"));

        assertThat(status()).isEqualTo(TransactionStatus.conflicted(Optional.empty(), 6));
    }

    @Test
    void claimsNoConflictWithoutAnIndexThatWouldHaveFoundTheTransaction() {
        node.says("getindexinfo", "{}");
        node.says(
                "getrawtransaction",
                knownOnly(COIN.txid(), "{\"blockhash\":\"%s\",\"confirmations\":6}".formatted(BLOCK)));

        assertThat(status()).isEqualTo(TransactionStatus.unknown());
    }

    @Test
    void claimsNoConflictOverACoinThatNoBlockMade() {
        node.says("getrawtransaction", knownOnly(COIN.txid(), "{\"hex\":\"00\"}"));

        assertThat(status()).isEqualTo(TransactionStatus.unknown());
    }

    @Test
    void knowsOfNoPaidScript() {
        assertThat(await(chain.paidScripts(List.of(SCRIPT)))).isEqualTo(Set.of());
    }

    private TransactionStatus status() {
        return await(chain.status(TXID, List.of(COIN)));
    }

    private static String coin(String btc, int confirmations) {
        return COIN_JSON.formatted(StubNode.HASH, confirmations, btc, SCRIPT.toHex());
    }

    private static Function<JsonArray, String> onlyOutput(Outpoint outpoint, String coin) {
        return parameters -> StubNode.result(
                outpoint.txid().toHex().equals(parameters.getString(0)) && outpoint.vout() == parameters.getLong(1)
                        ? coin
                        : "null");
    }

    /** What a node without an index says: only with the block's hash does it find a transaction. */
    private static Function<JsonArray, String> inBlock(String answer) {
        return parameters -> parameters.size() == 3 && BLOCK.equals(parameters.getString(2))
                ? StubNode.result(answer)
                : StubNode.error(-5, "No such mempool transaction. Use -txindex or provide a block hash.");
    }

    private static Function<JsonArray, String> knownOnly(Txid txid, String answer) {
        return parameters -> txid.toHex().equals(parameters.getString(0))
                ? StubNode.result(answer)
                : StubNode.error(-5, "No such mempool or blockchain transaction.");
    }

    private static String spentBy(Txid txid) {
        return "[{\"txid\":\"%s\",\"vout\":1,\"spendingtxid\":\"%s\"}]".formatted(COIN.txid(), txid);
    }

    private static <T> T await(Uni<T> question) {
        return question.await().atMost(Duration.ofSeconds(20));
    }
}
