package io.countersign.crash;

import static java.lang.ProcessBuilder.Redirect.DISCARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.testing.Account;
import io.countersign.testing.Api;
import io.countersign.testing.Coin;
import io.countersign.testing.FakeNode;
import io.countersign.testing.PostgresProxy.Moment;
import io.countersign.testing.Reply;
import io.countersign.testing.Spend;
import io.countersign.testing.TestProposal;
import io.countersign.testing.TestWallet;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two copies of the packaged server on one PostgreSQL and one node (R1, R3, R4): what one knows the other knows, and either may be
 * killed at any moment.
 */
class CopiesIT {

    private static final String FIRST_CODE = "first-invitation-of-the-copies";

    /** Runs in the transaction that counts signatures, and in no other. */
    private static final String COUNTS_SIGNATURES = "insert into signature";

    @TempDir
    static Path directory;

    private static EmbeddedPostgres postgres;
    private static FakeNode node;
    private static Copy first;
    private static Copy second;
    private static TestWallet wallet;

    @BeforeAll
    static void startTwoCopiesAtOnce() throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(new File("target/postgresql-for-tests"))
                .setOutputRedirector(DISCARD)
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
        node = FakeNode.start();
        Map<String, String> settings = Map.of(
                "countersign.key-encryption-key", Base64.getEncoder().encodeToString(new byte[32]),
                "countersign.first-invitation", FIRST_CODE,
                "countersign.chain.backend", "bitcoin-core",
                "countersign.chain.bitcoin-core.url", node.url().toString(),
                "countersign.chain.confirmations", "2",
                "countersign.chain.poll-interval", "100ms",
                "countersign.job.lease", "2s");
        first = Copy.launch("first", directory, postgres.getPort(), settings);
        second = Copy.launch("second", directory, postgres.getPort(), settings);
        wallet = madeAt(first.api());
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable open : List.of(first, second, node, postgres)) {
            open.close();
        }
    }

    @AfterEach
    void bringBack() {
        node.actNoMore();
        first.comeBack();
        second.comeBack();
    }

    private static TestWallet madeAt(Api server) {
        Account olga = Account.join(server, FIRST_CODE, "Olga");
        List<Account> people = Stream.of("Alice", "Bob", "Carol")
                .map(name -> Account.join(server, olga.invite(Map.of("role", "member")), name))
                .toList();
        return TestWallet.make("wsh", 2, people, TestWallet.signers(3));
    }

    @Test
    void shareWhoIsSignedIn() {
        Reply tokens = Account.signIn(first.api(), wallet.owner().loginKey()).expect(201);
        Api elsewhere = second.api().as(tokens.get("accessToken"));
        assertThat(elsewhere.get("/v1/me").expect(200).json().at("/account/id").asText())
                .isEqualTo(wallet.owner().id());
        assertThat(second.api().get("/.well-known/jwks.json").expect(200).bytes())
                .isEqualTo(first.api().get("/.well-known/jwks.json").expect(200).bytes());

        Map<String, String> previous = Map.of("refreshToken", tokens.get("refreshToken"));
        Reply successor = refresh(second, previous).expect(201);
        assertThat(refresh(first, previous).expect(201).get("refreshToken")).isEqualTo(successor.get("refreshToken"));

        first.api().as(successor.get("accessToken")).delete("/v1/auth/tokens").expect(204);
        second.api().as(successor.get("accessToken")).get("/v1/me").refused(401, "unauthenticated");
        refresh(second, Map.of("refreshToken", successor.get("refreshToken"))).expect(401);
    }

    @Test
    void wakeALongPollAtOneByASignatureAtTheOther() {
        TestProposal here = proposed(first);
        TestProposal there = at(second, here);
        String etag = there.get().etag();
        CompletableFuture<Reply> poll = CompletableFuture.supplyAsync(
                () -> there.wallet().owning().get(there.path("?wait=60"), "If-None-Match", etag));

        here.contribute(here.spend().signedBy(0)).expect(201);

        Reply woken = poll.orTimeout(30, TimeUnit.SECONDS).join().expect(200);
        assertThat(woken.json().get("signaturesCollected").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void loseNothingWhenOneIsKilledAroundTheCommitOfTheLastSignature(Moment moment) {
        Copy victim = moment == Moment.BEFORE_COMMIT ? first : second;
        Copy survivor = victim == first ? second : first;
        TestProposal doomed = proposed(victim);
        Reply acknowledged = doomed.contribute(doomed.spend().signedBy(0)).expect(201);
        byte[] last = doomed.spend().signedBy(1).bytes();
        String key = UUID.randomUUID().toString();

        victim.proxy().at(moment, COUNTS_SIGNATURES, victim::kill);
        assertThatThrownBy(() -> contribute(doomed, last, key)).isInstanceOf(UncheckedIOException.class);
        victim.comeBack();

        TestProposal proposal = at(survivor, doomed);
        Reply repeated = contribute(proposal, last, key).expect(201);
        assertThat(repeated.header("Idempotent-Replayed")).isEqualTo(moment == Moment.AFTER_COMMIT ? "true" : "");
        goesOnToConfirmed(proposal);
        assertThat(contribute(at(victim, proposal), last, key).expect(201).bytes())
                .as("the answer of the copy that came back")
                .isEqualTo(repeated.bytes());
        assertThat(entriesOf(proposal, "proposal.signed")).containsExactly(entry(acknowledged), entry(repeated));
    }

    @ParameterizedTest
    @EnumSource
    void sendTheSameBytesWhenOneIsKilledWhileItSends(Sending moment) {
        TestProposal proposal = proposed(first);
        proposal.contribute(proposal.spend().signedBy(0)).expect(201);
        List<String> killed = new ArrayList<>();
        moment.at(name -> {
            node.actNoMore();
            killed.add(name);
            copy(name).kill();
        });

        proposal.contribute(proposal.spend().signedBy(1)).expect(201);

        Copy survivor = awaitKilled(killed).equals("first") ? second : first;
        TestProposal there = at(survivor, proposal);
        goesOnToConfirmed(there);
        assertThat(sentOver(proposal)).hasSizeGreaterThan(1);
    }

    /** The two sides of a node's taking a transaction. */
    enum Sending {
        BEFORE_BROADCAST,
        AFTER_BROADCAST;

        void at(Consumer<String> action) {
            if (this == BEFORE_BROADCAST) {
                node.beforeTaking(action);
            } else {
                node.afterTaking(action);
            }
        }
    }

    /** Each step once, one transaction, and both signatures there. */
    private static void goesOnToConfirmed(TestProposal proposal) {
        proposal.await("broadcast");
        node.chain().mine(2);
        Reply confirmed = proposal.await("confirmed");
        assertThat(confirmed.json().get("signaturesCollected").asInt()).isEqualTo(2);
        assertThat(eventsUntilConfirmed(proposal))
                .extracting(event -> event.get("type").asText())
                .containsExactly(
                        "proposal.created",
                        "proposal.signed",
                        "proposal.signed",
                        "proposal.finalized",
                        "proposal.broadcast",
                        "proposal.confirmed");
        assertThat(sentOver(proposal).stream().distinct()).hasSize(1);
    }

    private static List<String> sentOver(TestProposal proposal) {
        String coin = HexFormat.of()
                .formatHex(proposal.spend()
                        .coins()
                        .get(0)
                        .outpoint()
                        .txid
                        .value
                        .reversed()
                        .toByteArray());
        return node.sent().stream().filter(hex -> hex.contains(coin)).toList();
    }

    /** They are numbered a moment after the state that they tell of is seen. */
    private static List<JsonNode> eventsUntilConfirmed(TestProposal proposal) {
        long end = System.nanoTime() + 30_000_000_000L;
        List<JsonNode> events = eventsOf(proposal);
        while (System.nanoTime() < end && events.stream().noneMatch(CopiesIT::isConfirmation)) {
            LockSupport.parkNanos(20_000_000);
            events = eventsOf(proposal);
        }
        return events;
    }

    private static boolean isConfirmation(JsonNode event) {
        return event.get("type").asText().equals("proposal.confirmed");
    }

    private static List<JsonNode> eventsOf(TestProposal proposal) {
        List<JsonNode> events = new ArrayList<>();
        proposal.wallet()
                .owning()
                .get(proposal.wallet().path("/events?limit=500"))
                .expect(200)
                .json()
                .get("items")
                .forEach(events::add);
        events.removeIf(event -> !event.path("proposalId").asText().equals(proposal.id()));
        return events;
    }

    private static List<String> entriesOf(TestProposal proposal, String type) {
        return eventsOf(proposal).stream()
                .filter(event -> event.get("type").asText().equals(type))
                .map(event -> event.get("entry").asText())
                .toList();
    }

    private static String entry(Reply reply) {
        return reply.json().at("/receipt/entry").asText();
    }

    private static Reply contribute(TestProposal proposal, byte[] psbt, String key) {
        return proposal.wallet()
                .owning()
                .post(proposal.path("/contributions"), Api.OCTETS, psbt, "Idempotency-Key", key);
    }

    private static Reply refresh(Copy copy, Map<String, String> token) {
        return copy.api().post("/v1/auth/tokens/refresh", token);
    }

    private static TestProposal proposed(Copy copy) {
        TestWallet here = wallet.at(copy.api());
        Reply address = here.issueAddress();
        Coin coin = new Coin(
                node.chain().pay(HexFormat.of().parseHex(address.get("scriptPubKey")), 200_000),
                0,
                address.json().get("index").asLong());
        return Spend.of(here, coin).proposed();
    }

    private static TestProposal at(Copy copy, TestProposal proposal) {
        return proposal.at(copy.api());
    }

    private static Copy copy(String name) {
        return first.name().equals(name) ? first : second;
    }

    private static String awaitKilled(List<String> killed) {
        long end = System.nanoTime() + 30_000_000_000L;
        while (killed.isEmpty()) {
            assertThat(System.nanoTime()).as("nobody was killed").isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
        return killed.get(0);
    }
}
