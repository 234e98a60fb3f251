package io.countersign.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import fr.acinq.bitcoin.OutPoint;
import io.countersign.testing.Coin;
import io.countersign.testing.FakeChain;
import io.countersign.testing.FakeNode;
import io.countersign.testing.NodeServer;
import io.countersign.testing.Reply;
import io.countersign.testing.Spend;
import io.countersign.testing.TestProposal;
import io.countersign.testing.TestWallet;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of a final transaction, for every answer of a node and every course that the chain can take (R3, R33 to R35). */
@QuarkusTest
@TestProfile(NodeServer.Profile.class)
class BroadcastApiTest {

    private static FakeNode node;
    private static FakeChain chain;

    private final TestWallet wallet = TestWallet.twoOfThree();

    @BeforeAll
    static void startNode() {
        node = FakeNode.at(ConfigProvider.getConfig().getValue("countersign.chain.bitcoin-core.url", URI.class));
        chain = node.chain();
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @AfterEach
    void sentNoTwoTransactionsOverOneCoin() {
        List<String> different = node.sent().stream().distinct().toList();
        assertThat(different.stream().map(BroadcastApiTest::coinOf).distinct()).hasSameSizeAs(different);
    }

    @Test
    void keepsTryingWhatMayPassAndShowsWhy() {
        Map<TestProposal, String> refused = finalizedAgainst(Map.of(
                "-26 mempool full", "mempool_full",
                "-26 mempool min fee not met, 141 < 300", "fee_below_minimum",
                "-26 min relay fee not met, 100 < 141", "fee_below_minimum",
                "-26 txn-mempool-conflict", "mempool_conflict",
                "-26 insufficient fee, rejecting replacement", "replacement_fee_too_low",
                "-26 too-large-cluster", "cluster_too_large",
                "-26 non-final", "non_final",
                "-25 bad-txns-inputs-missingorspent", "inputs_missing_or_spent",
                "-26 a word of a version to come", "refused_by_node"));
        refused.forEach((proposal, reason) -> awaitShown(proposal, "finalized", reason));

        refused.keySet().forEach(proposal -> node.accept(txid(proposal)));

        refused.keySet().forEach(proposal -> {
            assertThat(proposal.await("broadcast").json().get("failure").isNull())
                    .isTrue();
            assertThat(proposal.eventTypes()).endsWith("proposal.finalized", "proposal.broadcast");
        });
    }

    @Test
    void waitsForANodeThatIsNotReady() {
        TestProposal proposal = proposed();
        node.refuse(txid(proposal), -28, "Loading block index...");
        sign(proposal);
        awaitSent(proposal);
        assertThat(proposal.get().get("state")).isEqualTo("finalized");

        node.accept(txid(proposal));

        proposal.await("broadcast");
    }

    @Test
    void failsByWhatIsInTheTransactionItself() {
        Map<TestProposal, String> refused = finalizedAgainst(Map.of(
                "-26 mempool-script-verify-flag-failed (Witness program hash mismatch)", "script_check_failed",
                "-26 dust", "dust",
                "-26 bad-witness-nonstandard", "not_standard",
                "-26 bad-txns-in-belowout", "not_valid",
                "-22 TX decode failed", "not_decodable"));

        refused.forEach((proposal, reason) -> {
            Reply failed = proposal.await("failed");
            assertThat(failed.json().path("failure").path("reason").asText()).isEqualTo(reason);
            assertThat(failed.json().path("failure").path("detail").asText()).isNotBlank();
            assertThat(proposal.eventTypes()).endsWith("proposal.finalized", "proposal.failed");
        });
    }

    @Test
    void isConflictedByABlockThatSpentItsCoinAndOpensAgainByAReorg() {
        TestProposal proposal = proposed();
        chain.mineRivalFor(coin(proposal));
        sign(proposal);
        proposal.await("conflicted");

        chain.dropBlocks(1);
        proposal.await("broadcast");
        awaitInMempool(proposal);
        chain.mine(2);

        proposal.await("confirmed");
        assertThat(proposal.eventTypes())
                .endsWith("proposal.finalized", "proposal.conflicted", "proposal.reorged", "proposal.confirmed");
    }

    @Test
    void waitsWhileARivalIsOnlyInTheMempool() {
        TestProposal proposal = proposed();
        String rival = chain.rivalFor(coin(proposal)).txid.toString();
        sign(proposal);
        awaitShown(proposal, "finalized", "mempool_conflict");

        chain.evict(rival);

        proposal.await("broadcast");
    }

    @Test
    void isReplacedInTheMempoolThenConflictedThenOpenThenConfirmed() {
        TestProposal proposal = broadcast();
        String rival = chain.rivalFor(coin(proposal)).txid.toString();
        Reply shown = awaitShown(proposal, "broadcast", "mempool_conflict");
        assertThat(shown.json().path("failure").path("detail").asText()).contains(rival);
        chain.mine(1);
        assertThat(proposal.await("conflicted").json().get("failure").isNull()).isTrue();

        chain.dropBlocks(1);
        proposal.await("broadcast");
        awaitInMempool(proposal);
        chain.mine(2);

        proposal.await("confirmed");
        assertThat(proposal.eventTypes())
                .endsWith("proposal.broadcast", "proposal.conflicted", "proposal.reorged", "proposal.confirmed");
    }

    @Test
    void isSentAgainWhenTheNodeForgotItAndStaysBroadcastWhileItIsRefused() {
        TestProposal proposal = broadcast();
        node.refuse(txid(proposal), -26, "mempool min fee not met, 141 < 300");
        chain.evict(txid(proposal));
        awaitShown(proposal, "broadcast", "fee_below_minimum");

        node.accept(txid(proposal));

        awaitInMempool(proposal);
        await(proposal, reply -> reply.json().get("failure").isNull());
        assertThat(proposal.eventTypes()).endsWith("proposal.finalized", "proposal.broadcast");
    }

    @Test
    void isConfirmedAtTheDepthAndOpenAgainByAReorgThatIsDeeper() {
        TestProposal proposal = broadcast();
        chain.mine(1);
        chain.mine(1);
        proposal.await("confirmed");

        chain.dropBlocks(2);
        proposal.await("broadcast");
        awaitInMempool(proposal);
        chain.mine(1);
        assertThat(proposal.get().get("state")).isEqualTo("broadcast");
        chain.mine(1);

        proposal.await("confirmed");
        assertThat(proposal.eventTypes())
                .endsWith("proposal.broadcast", "proposal.confirmed", "proposal.reorged", "proposal.confirmed");
    }

    @Test
    void isConflictedByAReorgThatHasARivalInstead() {
        TestProposal proposal = broadcast();
        chain.mine(2);
        proposal.await("confirmed");

        chain.dropBlocks(2);
        chain.mineRivalFor(coin(proposal));

        proposal.await("conflicted");
        assertThat(proposal.eventTypes())
                .containsSubsequence("proposal.confirmed", "proposal.reorged", "proposal.conflicted");
    }

    private TestProposal broadcast() {
        TestProposal proposal = proposed();
        sign(proposal);
        proposal.await("broadcast");
        return proposal;
    }

    private Map<TestProposal, String> finalizedAgainst(Map<String, String> reasonsByError) {
        Map<TestProposal, String> refused = new LinkedHashMap<>();
        reasonsByError.forEach((error, reason) -> {
            TestProposal proposal = proposed();
            String[] words = error.split(" ", 2);
            node.refuse(txid(proposal), Integer.parseInt(words[0]), words[1]);
            sign(proposal);
            refused.put(proposal, reason);
        });
        return refused;
    }

    private TestProposal proposed() {
        Reply address = wallet.issueAddress();
        Coin coin = new Coin(
                chain.pay(java.util.HexFormat.of().parseHex(address.get("scriptPubKey")), 200_000),
                0,
                address.json().get("index").asLong());
        return Spend.of(wallet, coin).proposed();
    }

    private static void sign(TestProposal proposal) {
        proposal.contribute(proposal.spend().signedBy(0, 1)).expect(201);
    }

    private static String txid(TestProposal proposal) {
        return proposal.spend().psbt().unsigned().txid.toString();
    }

    private static OutPoint coin(TestProposal proposal) {
        return proposal.spend().coins().get(0).outpoint();
    }

    private static Reply awaitShown(TestProposal proposal, String state, String reason) {
        Reply shown = await(
                proposal,
                reply -> reply.json().path("failure").path("reason").asText().equals(reason));
        assertThat(shown.get("state")).isEqualTo(state);
        return shown;
    }

    /** By long polls, which a hindrance wakes as a change of state does. */
    private static Reply await(TestProposal proposal, Predicate<Reply> condition) {
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        Reply seen = proposal.get();
        while (!condition.test(seen)) {
            assertThat(Instant.now()).as("still %s", seen.text()).isBefore(end);
            Reply next = proposal.wallet().owning().get(proposal.path("?wait=5"), "If-None-Match", seen.etag());
            seen = next.status() == 304 ? seen : next.expect(200);
        }
        return seen;
    }

    private static void awaitSent(TestProposal proposal) {
        awaitNode(() -> node.sent().stream().anyMatch(hex -> coinOf(hex).equals(coin(proposal))));
    }

    private static void awaitInMempool(TestProposal proposal) {
        awaitNode(() -> chain.isInMempool(txid(proposal)));
    }

    private static void awaitNode(java.util.function.BooleanSupplier condition) {
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
    }

    private static OutPoint coinOf(String hex) {
        return fr.acinq.bitcoin.Transaction.read(hex).txIn.get(0).outPoint;
    }
}
