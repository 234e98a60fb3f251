package io.countersign.journal.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.testing.Account;
import io.countersign.testing.Accounts;
import io.countersign.testing.Api;
import io.countersign.testing.LoginKey;
import io.countersign.testing.MovableClock;
import io.countersign.testing.SseClient;
import io.countersign.testing.SseClient.Event;
import io.countersign.testing.TestWallet;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EventStreamApiTest {

    private static final String[] STREAM = {"Accept", "text/event-stream"};

    private TestWallet wallet;

    @BeforeEach
    void make() {
        wallet = TestWallet.make("wsh", 2, TestWallet.people("Alice", "Bob", "Carol"), TestWallet.signers(3));
        wallet.events();
    }

    @Test
    void refusesAsAProblemWhatItCannotStream() {
        Account stranger = Accounts.of("Mallory");
        String path = wallet.path("/events");

        Api.here().get(path, STREAM).refused(401, "unauthenticated");
        stranger.api().get(path, STREAM).refused(404, "not-found");
        stranger.api().get("/v1/wallets/x/events", STREAM).refused(404, "not-found");
        wallet.owning()
                .get(path, "Accept", "text/event-stream", "Last-Event-ID", "x")
                .refused(400, "malformed-value");
        wallet.owning()
                .get(path, "Accept", "text/event-stream", "Last-Event-ID", "99999999")
                .refused(409, "sequence-ahead");
    }

    @Test
    void startsNowAndBringsEachEventAsItHappens() {
        try (SseClient stream = SseClient.open(wallet.owning(), wallet.path("/events"))) {
            assertThat(stream.head()).contains("200").contains("text/event-stream");
            issueAddress();

            Event event = stream.next();

            assertThat(event.type()).isEqualTo("address.issued");
            assertThat(event.json().get("sequence").asLong()).isEqualTo(event.sequence());
            assertThat(event.json()).isEqualTo(page(event.sequence() - 1).get(0));
        }
    }

    @Test
    void resumesAfterWhatTheClientHasSeenWithoutAGapOrARepetition() {
        List<JsonNode> past = wallet.events();
        long seen = past.get(1).get("sequence").asLong();
        try (SseClient stream =
                SseClient.open(wallet.owning(), wallet.path("/events?after=1"), "Last-Event-ID", "" + seen)) {
            issueAddress();

            List<Event> events = stream.next(past.size() - 1);

            assertThat(events).extracting(Event::sequence).isSorted().doesNotHaveDuplicates();
            assertThat(events.get(0).json()).isEqualTo(past.get(2));
            assertThat(events.get(events.size() - 1).type()).isEqualTo("address.issued");
        }
    }

    @Test
    void bringsOnlyTheTypesAskedForAndTheEventsOfAllWallets() {
        try (SseClient some = SseClient.open(wallet.owning(), "/v1/events?types=wallet.created");
                SseClient all = SseClient.open(wallet.owning(), "/v1/events")) {
            issueAddress();
            TestWallet other = TestWallet.make(
                    "wsh", 1, TestWallet.people("Alice"), List.of(wallet.seat(0).signer()));

            assertThat(all.next().type()).isEqualTo("address.issued");
            assertThat(all.next().json().get("walletId").asText()).isEqualTo(other.id());
            assertThat(some.next().json().get("walletId").asText()).isEqualTo(other.id());
        }
    }

    @Test
    void leavesOutNothingWhereTheClientReadsLate() {
        long before = last(wallet.events());
        int count = 150;
        try (SseClient stream = SseClient.open(wallet.owning(), wallet.path("/events"))) {
            for (int i = 0; i < count; i++) {
                issueAddress();
            }

            List<Event> events = stream.next(count);

            assertThat(events).extracting(Event::sequence).isSorted().doesNotHaveDuplicates();
            assertThat(events.get(0).sequence()).isGreaterThan(before);
            assertThat(stream.staysQuiet(Duration.ofMillis(200))).isTrue();
        }
    }

    @Test
    void endsWhenTheMembershipEnds() {
        Account dave = Accounts.of("Dave the Leaver");
        dave.accept(wallet.owner().invite(Map.of("walletId", wallet.id(), "role", "viewer")));
        try (SseClient ofWallet = SseClient.open(dave.api(), wallet.path("/events"));
                SseClient ofAll = SseClient.open(dave.api(), "/v1/events")) {
            issueAddress();
            assertThat(ofAll.next().type()).isEqualTo("address.issued");
            wallet.owning().delete(wallet.path("/members/" + dave.id())).expect(204);
            issueAddress();

            assertThat(ofWallet.endsWithin(Duration.ofSeconds(10))).isTrue();
            assertThat(ofAll.staysQuiet(Duration.ofMillis(500))).isTrue();
        }
    }

    @Test
    void endsWhenTheSessionEnds() {
        Accounts.of("Erin");
        Api session = Api.here()
                .as(Account.signIn(Api.here(), LoginKey.of("Erin")).expect(201).get("accessToken"));
        try (SseClient stream = SseClient.open(session, "/v1/events")) {
            session.delete("/v1/auth/tokens").expect(204);

            assertThat(stream.endsWithin(Duration.ofSeconds(15))).isTrue();
        }
    }

    @Test
    void endsWhenTheTokenExpires() {
        try (SseClient stream = SseClient.open(wallet.owning(), wallet.path("/events"))) {
            MovableClock.later(Duration.ofMinutes(11), () -> assertThat(stream.endsWithin(Duration.ofSeconds(10)))
                    .isTrue());
        }
    }

    private void issueAddress() {
        wallet.owning().post(wallet.path("/addresses"), Map.of("label", "x")).expect(201);
    }

    private JsonNode page(long after) {
        return wallet.owning()
                .get(wallet.path("/events?after=" + after))
                .expect(200)
                .json()
                .get("items");
    }

    private static long last(List<JsonNode> events) {
        return events.get(events.size() - 1).get("sequence").asLong();
    }
}
