package io.countersign.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.testing.Account;
import io.countersign.testing.Api;
import io.countersign.testing.Ceremony;
import io.countersign.testing.DurableDatabase;
import io.countersign.testing.LoginKey;
import io.countersign.testing.Receiver;
import io.countersign.testing.Receiver.Received;
import io.countersign.testing.Reply;
import io.countersign.testing.Runs;
import io.countersign.testing.ServerProcess;
import io.countersign.testing.TestDatabase;
import io.countersign.testing.TestWebhook;
import io.countersign.testing.WebhookClock;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threat C2: the server is killed again and again while it sends, and every committed event still reaches the endpoint. */
class WebhookSenderKillIT {

    private static final int KILLS = Runs.of(50, 2);
    private static final int EVENTS_A_ROUND = 30;
    private static final long SEED = 20_261_125;
    private static final String NAME = "Olga";
    private static final Map<String, String> SETTINGS =
            Map.of("countersign.webhook.allow-http", "true", "countersign.webhook.allowed-networks", "127.0.0.0/8");

    private final Random random = new Random(SEED);

    @TempDir
    Path directory;

    @Test
    void losesNoEventAndInventsNone() throws Exception {
        DurableDatabase database = DurableDatabase.fresh();
        try (Receiver receiver = Receiver.start()) {
            receiver.answering(request -> (socket, out) -> {
                Receiver.hang(Duration.ofMillis(random.nextInt(40))).act(socket, out);
                Receiver.status(204).act(socket, out);
            });
            ServerProcess server = database.server(directory, SETTINGS);
            Account owner = Account.join(new Api(server.uri(), null), TestDatabase.FIRST_INVITATION, NAME);
            String wallet = wallet(owner.api());
            TestWebhook.make(owner.api(), receiver.url(), wallet, List.of("invitation.created"));

            for (int kill = 1; kill <= KILLS; kill++) {
                Api api = signedIn(server);
                Thread inviting = new Thread(() -> invite(api, wallet));
                inviting.start();
                Thread.sleep(random.nextInt(700));
                server.kill();
                inviting.join();
                // The lease of the killed server runs out.
                try (Connection connection = database.connect()) {
                    WebhookClock.ahead(connection, Duration.ofSeconds(31L * kill));
                }
                server = database.server(directory, SETTINGS);
            }

            try (ServerProcess last = server) {
                Set<String> events = events(signedIn(last), wallet);
                List<Received> all = receiver.await(received -> ids(received).containsAll(events));
                assertThat(ids(all)).isEqualTo(events);
                assertThat(events).hasSizeGreaterThan(KILLS);
                assertThat(all.stream().map(Received::body).distinct()).hasSize(events.size());
            }
        }
    }

    private static Set<String> ids(List<Received> received) {
        Set<String> ids = new TreeSet<>();
        received.forEach(message -> ids.add(message.id()));
        return ids;
    }

    private static String wallet(Api api) {
        return Ceremony.made(api, Map.of("script", "wsh", "threshold", 2, "total", 3))
                .expect(201)
                .get("id");
    }

    private static Api signedIn(ServerProcess server) {
        Api api = new Api(server.uri(), null);
        return api.as(Account.signIn(api, LoginKey.of(NAME)).expect(201).get("accessToken"));
    }

    /** Until the server is gone. */
    private static void invite(Api api, String wallet) {
        try {
            for (int i = 0; i < EVENTS_A_ROUND; i++) {
                Reply reply = api.post("/v1/invitations", Map.of("walletId", wallet, "role", "viewer"));
                assertThat(reply.status()).isEqualTo(201);
            }
        } catch (UncheckedIOException e) {
            // Killed.
        }
    }

    /** The ids of all committed events, once their numbering has come to an end. */
    private static Set<String> events(Api api, String wallet) {
        Set<String> ids = new TreeSet<>();
        long after = 0;
        while (true) {
            JsonNode page = api.get("/v1/wallets/%s/events?types=invitation.created&limit=500&wait=2&after=%d"
                            .formatted(wallet, after))
                    .expect(200)
                    .json();
            if (page.get("items").isEmpty()) {
                return new HashSet<>(ids);
            }
            page.get("items").forEach(event -> ids.add(event.get("id").asText()));
            after = page.get("nextCursor").asLong();
        }
    }
}
