package io.countersign.journal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.Account;
import io.countersign.testing.Api;
import io.countersign.testing.Ceremony;
import io.countersign.testing.DurableDatabase;
import io.countersign.testing.Receiver;
import io.countersign.testing.Receiver.Received;
import io.countersign.testing.Reply;
import io.countersign.testing.ServerProcess;
import io.countersign.testing.SseClient;
import io.countersign.testing.SseClient.Event;
import io.countersign.testing.TestDatabase;
import io.countersign.testing.TestLog;
import io.countersign.testing.TestWebhook;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two copies of the server on one database: they keep one log, and whoever follows at one hears what happens at the other. */
class TwoServersIT {

    private static final Map<String, String> SETTINGS =
            Map.of("countersign.webhook.allow-http", "true", "countersign.webhook.allowed-networks", "127.0.0.0/8");

    @TempDir
    Path here;

    @TempDir
    Path there;

    @Test
    void keepOneLogTellEachOthersFollowersAndOutliveAKill() {
        DurableDatabase database = DurableDatabase.fresh();
        try (ServerProcess first = database.server(here, SETTINGS);
                ServerProcess second = database.server(there, SETTINGS);
                Receiver receiver = Receiver.start()) {
            Account owner = Account.join(new Api(first.uri(), null), TestDatabase.FIRST_INVITATION, "Olga");
            Api one = owner.api();
            Api other = new Api(second.uri(), one.token());
            String wallet = wallet(one);
            TestWebhook.make(one, receiver.url(), wallet, List.of("invitation.created"));

            try (SseClient stream = SseClient.open(other, "/v1/events?types=invitation.created");
                    SseClient ofWallet =
                            SseClient.open(other, "/v1/wallets/%s/events?types=invitation.created".formatted(wallet))) {
                CompletableFuture<Reply> held = CompletableFuture.supplyAsync(
                        () -> other.get("/v1/wallets/%s/events?types=invitation.created&wait=30".formatted(wallet)));
                for (int i = 0; i < 20; i++) {
                    invite(i % 2 == 0 ? one : other, wallet);
                }

                List<Event> events = stream.next(20);
                assertThat(events).extracting(Event::sequence).isSorted().doesNotHaveDuplicates();
                assertThat(ofWallet.next(20)).isEqualTo(events);
                assertThat(held.join().json().get("items")).isNotEmpty();
                try (SseClient resumed = SseClient.open(
                        one,
                        "/v1/events?types=invitation.created",
                        "Last-Event-ID",
                        events.get(9).id())) {
                    assertThat(resumed.next(10)).isEqualTo(events.subList(10, 20));
                }
                assertThat(receiver.await(20))
                        .extracting(Received::id)
                        .isEqualTo(events.stream()
                                .map(event -> event.json().get("id").asText())
                                .toList());

                TestLog log = new TestLog(other);
                assertThat(log.key()).isEqualTo(new TestLog(one).key());
                String seen = log.api().get("/v1/log/checkpoint").expect(200).text();
                first.kill();
                invite(other, wallet);
                long committed = System.nanoTime();
                Event next = stream.next();
                assertThat(next.type()).isEqualTo("invitation.created");
                assertThat(Duration.ofNanos(System.nanoTime() - committed))
                        .as("even where the killed copy numbered the entries")
                        .isLessThan(Duration.ofSeconds(5));
                other.get("/v1/log/proofs/inclusion?entry="
                                + next.json().get("entry").asText())
                        .expect(200);
                log.handIn(seen).expect(200);
            }
        }
    }

    private static void invite(Api api, String wallet) {
        api.post("/v1/invitations", Map.of("walletId", wallet, "role", "viewer"))
                .expect(201);
    }

    private static String wallet(Api api) {
        return Ceremony.made(api, Map.of("script", "wsh", "threshold", 2, "total", 3))
                .expect(201)
                .get("id");
    }
}
