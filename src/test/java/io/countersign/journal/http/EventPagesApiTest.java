package io.countersign.journal.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.testing.Account;
import io.countersign.testing.Accounts;
import io.countersign.testing.Reply;
import io.countersign.testing.TestWallet;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EventPagesApiTest {

    private TestWallet wallet;

    @BeforeEach
    void make() {
        wallet = TestWallet.make("wsh", 2, TestWallet.people("Alice", "Bob", "Carol"), TestWallet.signers(3));
        wallet.events();
    }

    @Test
    void refusesAStrangerBeforeItLooksAtTheQuery() {
        Account stranger = Accounts.of("Mallory");

        stranger.api().get(wallet.path("/events?after=x")).refused(404, "not-found");
        wallet.owning().get(wallet.path("/events?after=x")).refused(400, "malformed-query");
        wallet.owning().get(wallet.path("/events?types=wallet.eaten")).refused(400, "malformed-query");
        wallet.owning().get(wallet.path("/events?limit=0")).refused(400, "malformed-query");
    }

    @Test
    void refusesASequenceBeyondTheHeadAndTellsSizeAndEpoch() {
        JsonNode problem = wallet.owning()
                .get("/v1/events?after=999999999")
                .refused(409, "sequence-ahead")
                .json();

        assertThat(problem.get("epoch").isInt()).isTrue();
        assertThat(problem.get("size").asLong()).isBetween(1L, 999_999_998L);
    }

    @Test
    void pagesWithoutAGapAndTheCursorIsNeverNull() {
        Reply all = page("limit=500");
        List<String> ids = ids(all);
        Reply first = page("limit=3");
        Reply rest = page("limit=501&after=" + first.json().get("nextCursor").asLong());
        Reply end = page("after=" + rest.json().get("nextCursor").asLong());

        assertThat(ids(first)).isEqualTo(ids.subList(0, 3));
        assertThat(ids(rest)).isEqualTo(ids.subList(3, ids.size()));
        assertThat(ids(end)).isEmpty();
        assertThat(end.json().get("nextCursor").asLong())
                .isGreaterThanOrEqualTo(rest.json().get("nextCursor").asLong());
        assertThat(all.json().get("epoch").isInt()).isTrue();
    }

    @Test
    void givesOnlyTheTypesAskedFor() {
        Reply page = page("types=key.proven,wallet.created");

        assertThat(page.json().get("items"))
                .extracting(event -> event.get("type").asText())
                .containsExactly("wallet.created", "key.proven", "key.proven", "key.proven");
    }

    @Test
    void bringsOwnAccountsEventsToItAndToNobodyElse() {
        Account dave = Accounts.of("Dave the Lonely");

        assertThat(dave.api()
                        .get("/v1/events?wait=10&types=account.created")
                        .json()
                        .get("items"))
                .extracting(event -> event.at("/data/accountId").asText())
                .containsExactly(dave.id());
        assertThat(wallet.owning()
                        .get("/v1/events?limit=500&types=account.created")
                        .json()
                        .get("items"))
                .allSatisfy(event -> assertThat(event.at("/data/accountId").asText())
                        .isEqualTo(wallet.owner().id()));
    }

    @Test
    void holdsARequestUntilAnEventOfTheWalletComes() {
        long head = page("limit=500").json().get("nextCursor").asLong();
        CompletableFuture<Reply> waiting = CompletableFuture.supplyAsync(() -> page("wait=30&after=" + head));
        CompletableFuture<Reply> ofAnother =
                CompletableFuture.supplyAsync(() -> page("wait=2&types=proposal.created&after=" + head));

        assertThat(ofAnother.join().json().get("items")).isEmpty();
        wallet.owning().post(wallet.path("/addresses"), Map.of("label", "x")).expect(201);

        assertThat(waiting.join().json().get("items"))
                .extracting(event -> event.get("type").asText())
                .containsExactly("address.issued");
    }

    private Reply page(String query) {
        return wallet.owning().get(wallet.path("/events?" + query)).expect(200);
    }

    private static List<String> ids(Reply page) {
        return StreamSupport.stream(page.json().get("items").spliterator(), false)
                .map(event -> event.get("id").asText())
                .toList();
    }
}
