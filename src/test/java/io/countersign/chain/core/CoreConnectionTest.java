package io.countersign.chain.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.chain.BlockHash;
import io.countersign.chain.ChainTip;
import io.countersign.crypto.tx.Network;
import io.countersign.kernel.DependencyDown;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A node that is down, wrong, unwilling or slow is never more than a dependency that is down (R33). */
class CoreConnectionTest {

    private static final Duration SHORT = Duration.ofMillis(300);

    private final StubNode node = new StubNode();

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void readsTheTip() {
        assertThat(await(chain(Network.REGTEST).tip()))
                .isEqualTo(new ChainTip(200, BlockHash.parse(StubNode.HASH), 1_700_000_000L));
    }

    @ParameterizedTest
    @CsvSource({"main,MAINNET", "test,TESTNET3", "testnet4,TESTNET4", "signet,SIGNET", "regtest,REGTEST"})
    void knowsTheNodesNamesOfNetworks(String name, Network network) {
        node.says("getblockchaininfo", StubNode.chainState(name));

        assertThat(await(chain(network).tip()).height()).isEqualTo(200);
    }

    @Test
    void asksNothingOfANodeOnAnotherChain() {
        node.says("getblockchaininfo", StubNode.chainState("main"));

        assertDown(chain(Network.REGTEST).findTransaction(Transactions.PAYMENT.txid()), "follows the chain \"main\"");
        assertDown(chain(Network.REGTEST).broadcast(Transactions.PAYMENT), "this server serves regtest");
        assertThat(node.calls()).containsOnly("getblockchaininfo");
    }

    @Test
    void looksAtTheChainOnceAndAgainAfterAFailure() {
        CoreChain chain = chain(Network.REGTEST);
        node.says("getrawtransaction", "\"" + Transactions.PAYMENT.serialize().toHex() + "\"");
        await(chain.findTransaction(Transactions.PAYMENT.txid()));
        await(chain.findTransaction(Transactions.PAYMENT.txid()));
        assertThat(node.calls()).containsExactly("getblockchaininfo", "getrawtransaction", "getrawtransaction");

        node.breaks(503);
        assertDown(chain.findTransaction(Transactions.PAYMENT.txid()), "HTTP 503");
        node.breaks(0);
        node.says("getblockchaininfo", StubNode.chainState("main"));
        assertDown(chain.findTransaction(Transactions.PAYMENT.txid()), "follows the chain");
    }

    @Test
    void isDownWithWrongCredentials() {
        node.expectsLogin("user:other");

        assertDown(chain(Network.REGTEST).tip(), "refuses this server's credentials");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 500, 502, 503, 404})
    void isDownWhenTheAnswerIsNoJson(int status) {
        node.breaks(status);

        assertDown(chain(Network.REGTEST).tip(), "HTTP " + status);
    }

    @Test
    void isDownWhenNobodyListens() {
        URI nowhere = node.url();
        node.close();

        StubNode other = new StubNode();
        Credentials credentials = Credentials.of(other.vertx(), "user", "secret");
        CoreChain chain = new CoreChain(new CoreRpc(other.vertx(), nowhere, credentials, SHORT), Network.REGTEST);
        assertDown(chain.tip(), "can't be reached");
        other.close();
    }

    @Test
    void isDownWhenTheNodeHangs() {
        node.fallsSilent();

        assertDown(chain(Network.REGTEST).tip(), "can't be reached");
    }

    @Test
    void isDownWhileTheNodeStarts() {
        node.fails("getblockchaininfo", -28, "Loading block index…");

        assertDown(chain(Network.REGTEST).tip(), "still starting: Loading block index…");
    }

    @Test
    void isDownOnAnErrorThatNobodyForesaw() {
        node.fails("getblockchaininfo", -1, "std::bad_alloc");

        assertDown(chain(Network.REGTEST).tip(), "answered an error: std::bad_alloc");
    }

    @Test
    void readsTheCookieAgainWhenTheNodeWasRestarted(@TempDir Path directory) throws IOException {
        Path cookie = Files.writeString(directory.resolve(".cookie"), "__cookie__:first");
        node.expectsLogin("__cookie__:first");
        CoreChain chain = chain(Credentials.ofCookieFile(node.vertx(), cookie), Network.REGTEST);
        await(chain.tip());

        Files.writeString(cookie, "__cookie__:second\n");
        node.expectsLogin("__cookie__:second");

        assertThat(await(chain.tip()).height()).isEqualTo(200);
    }

    @Test
    void isDownWhileThereIsNoCookie(@TempDir Path directory) {
        Path cookie = directory.resolve(".cookie");

        assertDown(
                chain(Credentials.ofCookieFile(node.vertx(), cookie), Network.REGTEST)
                        .tip(),
                "can't be reached");
    }

    private CoreChain chain(Network network) {
        return chain(Credentials.of(node.vertx(), "user", "secret"), network);
    }

    private CoreChain chain(Credentials credentials, Network network) {
        return new CoreChain(new CoreRpc(node.vertx(), node.url(), credentials, SHORT), network);
    }

    private static void assertDown(Uni<?> question, String words) {
        assertThatThrownBy(() -> await(question))
                .isInstanceOf(DependencyDown.class)
                .hasMessageContaining(words);
    }

    private static <T> T await(Uni<T> question) {
        return question.await().atMost(Duration.ofSeconds(20));
    }
}
