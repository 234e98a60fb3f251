package io.countersign.webhook.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.testing.Account;
import io.countersign.testing.Accounts;
import io.countersign.testing.Api;
import io.countersign.testing.JournalRows;
import io.countersign.testing.Reply;
import io.countersign.testing.TestWallet;
import io.countersign.testing.TestWebhook;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class WebhookApiTest {

    private static final String URL = "https://hooks.example.com/countersign";
    private static final String MISSING = "01890000-0000-7000-8000-000000000000";

    private final Account alice = Accounts.of("Alice");
    private final Account mallory = Accounts.of("Mallory");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://[::1]/",
                "https://127.0.0.2\\@example.com/",
                "https://user:password@example.com/",
                "https://10.0.0.1/",
                "https://169.254.169.254/latest/meta-data/",
                "https://[::ffff:127.0.0.1]/",
                "https://[64:ff9b::7f00:1]/",
                "https://[2002:7f00:1::]/",
                "https://2130706433/",
                "https://0x7f.1/",
                "https://0177.0.0.1/",
                "https://127.1/",
                "https://93.184.216.34:8443/",
                "https://example.com/#x",
                "https://example.com./",
                "ftp://example.com/",
                "example.com",
                "",
                "https://exämple.com/"
            })
    void refusesUrlsOutsideTheRulesAndStoresNothing(String url) {
        int before = list(alice).size();

        alice.api().post("/v1/webhooks", Map.of("url", url)).refused(422, "webhook-url-not-allowed");

        TestWebhook webhook = TestWebhook.make(alice.api(), URL, null, null);
        webhook.change(Map.of("url", url)).refused(422, "webhook-url-not-allowed");
        assertThat(webhook.get().get("url")).isEqualTo(URL);
        assertThat(list(alice)).hasSize(before + 1);
        alice.api().delete(webhook.path("")).expect(204);
    }

    @Test
    void refusesWhatIsNoRequestForAWebhook() {
        alice.api().post("/v1/webhooks", Map.of()).refused(400, "malformed-body");
        alice.api().post("/v1/webhooks", Map.of("url", URL, "secret", "x")).refused(400, "malformed-body");
        alice.api()
                .post("/v1/webhooks", Map.of("url", URL, "events", List.of()))
                .refused(422, "webhook-events-unknown");
        alice.api()
                .post("/v1/webhooks", Map.of("url", URL, "events", List.of("proposal.eaten")))
                .refused(422, "webhook-events-unknown");
        alice.api()
                .post("/v1/webhooks", Map.of("url", URL, "walletId", MISSING))
                .refused(404, "not-found");
        alice.api()
                .post("/v1/webhooks", Map.of("url", URL), "Idempotency-Key", "")
                .refused(400, "idempotency-key-missing");
        Api.here().post("/v1/webhooks", Map.of("url", URL)).refused(401, "unauthenticated");
    }

    @Test
    void refusesAWebhookForTheWalletOfOthers() {
        TestWallet wallet = TestWallet.twoOfThree();

        mallory.api()
                .post("/v1/webhooks", Map.of("url", URL, "walletId", wallet.id()))
                .refused(404, "not-found");
    }

    @Test
    void showsTheSecretOnceAndTheRestAsItWasMade() {
        TestWallet wallet = TestWallet.twoOfThree();
        Reply made = wallet.owning()
                .post(
                        "/v1/webhooks",
                        Map.of("url", URL, "walletId", wallet.id(), "events", List.of("proposal.finalized")),
                        "Idempotency-Key",
                        "webhook once");
        Reply again = wallet.owning()
                .post(
                        "/v1/webhooks",
                        Map.of("url", URL, "walletId", wallet.id(), "events", List.of("proposal.finalized")),
                        "Idempotency-Key",
                        "webhook once");
        String path = "/v1/webhooks/" + made.get("id");
        Reply got = wallet.owning().get(path).expect(200);

        assertThat(made.expect(201).header("Location")).isEqualTo(path);
        assertThat(made.get("secret")).startsWith("whsec_");
        assertThat(Base64.getDecoder().decode(made.get("secret").substring(6))).hasSize(32);
        assertThat(again.text()).isEqualTo(made.text());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(got.etag()).isEqualTo(made.etag());
        assertThat(names(got.json())).containsExactly("id", "url", "events", "walletId", "state", "createdAt");
        assertThat(got.get("state")).isEqualTo("active");
        assertThat(got.json().get("events")).hasSize(1);
        assertThat(list(wallet.owner())).contains(got.json());
        assertThat(wallet.owning().get("/v1/webhooks").text()).doesNotContain("whsec_");
        wallet.owning().delete(path).expect(204);
    }

    @Test
    void keepsSecretsEncryptedOnly() throws SQLException {
        TestWebhook webhook = TestWebhook.make(alice.api(), URL, null, null);
        byte[] key = Base64.getDecoder().decode(webhook.secret().substring(6));
        String sql =
                """
                SELECT (SELECT count(*) FROM webhook WHERE position(?::bytea IN secret) > 0)
                     + (SELECT count(*) FROM stored_answer WHERE position(?::bytea IN body) > 0 OR position(?::bytea IN body) > 0)
                """;
        try (var connection = JournalRows.connect();
                var query = connection.prepareStatement(sql)) {
            query.setBytes(1, key);
            query.setBytes(2, key);
            query.setBytes(3, webhook.secret().getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            var row = query.executeQuery();
            row.next();
            assertThat(row.getLong(1)).isZero();
        }
        alice.api().delete(webhook.path("")).expect(204);
    }

    @Test
    void hidesWebhooksFromEverybodyElse() {
        TestWebhook webhook = TestWebhook.make(alice.api(), URL, null, null);
        JsonNode test =
                alice.api().post(webhook.path("/test"), Map.of()).expect(201).json();
        String delivery = "/deliveries/" + test.get("id").asText();
        for (Account stranger : List.of(mallory, Accounts.olga())) {
            Api api = stranger.api();
            TestWebhook theirs = new TestWebhook(api, webhook.id(), "");
            api.get(webhook.path("")).refused(404, "not-found");
            theirs.change(Map.of("state", "disabled")).refused(404, "not-found");
            api.delete(webhook.path("")).refused(404, "not-found");
            api.get(webhook.path("/deliveries")).refused(404, "not-found");
            api.get(webhook.path(delivery)).refused(404, "not-found");
            api.post(webhook.path("/test"), Map.of()).refused(404, "not-found");
            api.post(webhook.path("/secret-rotations"), Map.of()).refused(404, "not-found");
            api.post(webhook.path("/redeliveries"), Map.of("from", 1, "to", 2)).refused(404, "not-found");
            api.post(webhook.path(delivery + "/redelivery"), Map.of()).refused(404, "not-found");
            assertThat(api.get("/v1/webhooks").expect(200).text()).doesNotContain(webhook.id());
        }
        alice.api().delete(webhook.path("")).expect(204);
        alice.api().get(webhook.path("")).refused(404, "not-found");
    }

    @Test
    void changesOnlyWhatTheClientHasSeen() {
        TestWebhook webhook = TestWebhook.make(alice.api(), URL, null, List.of("wallet.created"));
        String seen = webhook.get().etag();
        Reply changed = webhook.change(
                        Map.of("events", List.of("key.proven", "key.proven"), "state", "paused"), "If-Match", seen)
                .expect(200);

        assertThat(changed.etag()).isNotEqualTo(seen).isEqualTo(webhook.get().etag());
        assertThat(changed.json().get("events")).hasSize(1);
        assertThat(changed.get("state")).isEqualTo("paused");
        webhook.change(Map.of("state", "active"), "If-Match", seen).refused(412, "precondition-failed");
        webhook.change(Map.of("state", "asleep")).refused(422, "webhook-state-unknown");
        webhook.change(Map.of("walletId", MISSING)).refused(400, "malformed-body");
        alice.api().delete(webhook.path(""), "If-Match", seen).refused(412, "precondition-failed");
        assertThat(webhook.change(Map.of()).expect(200).etag()).isEqualTo(changed.etag());
        alice.api().post(webhook.path("/test"), Map.of()).refused(409, "webhook-not-active");
        alice.api().delete(webhook.path(""), "If-Match", changed.etag()).expect(204);
    }

    @Test
    void tellsTheOwnerOfChangesWithoutTheUrl() {
        TestWebhook webhook = TestWebhook.make(alice.api(), URL, null, null);
        webhook.change(Map.of("state", "paused")).expect(200);
        alice.api().delete(webhook.path("")).expect(204);

        List<JsonNode> events = events(webhook.id(), 3);

        assertThat(events)
                .extracting(event -> event.get("type").asText())
                .containsExactly("webhook.created", "webhook.changed", "webhook.deleted");
        assertThat(events).allSatisfy(event -> {
            assertThat(event.get("walletId").isNull()).isTrue();
            assertThat(event.get("actor").asText()).isEqualTo(alice.id());
            assertThat(event.toString()).doesNotContain("hooks.example.com");
        });
        assertThat(mallory.api().get("/v1/events?limit=500").text()).doesNotContain(webhook.id());
    }

    @Test
    void refusesRotationsAndRangesThatAreNone() {
        TestWebhook webhook = TestWebhook.make(alice.api(), URL, null, null);
        String rotations = webhook.path("/secret-rotations");
        String ranges = webhook.path("/redeliveries");

        alice.api().post(rotations, Map.of("overlapHours", -1)).refused(422, "webhook-overlap-refused");
        alice.api().post(rotations, Map.of("overlapHours", 169)).refused(422, "webhook-overlap-refused");
        alice.api().post(ranges, Map.of("from", 0, "to", 2)).refused(422, "webhook-range-refused");
        alice.api().post(ranges, Map.of("from", 3, "to", 2)).refused(422, "webhook-range-refused");
        alice.api().post(ranges, Map.of("from", 3)).refused(400, "malformed-body");
        alice.api().get(webhook.path("/deliveries?state=lost")).refused(400, "malformed-query");
        alice.api().get(webhook.path("/deliveries/" + MISSING)).refused(404, "not-found");
        webhook.change(Map.of("state", "disabled")).expect(200);
        alice.api().post(ranges, Map.of("from", 1, "to", 2)).refused(409, "webhook-not-active");
        alice.api().delete(webhook.path("")).expect(204);
    }

    @Test
    void listsNewestFirstByPages() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            made.add(0, TestWebhook.make(alice.api(), URL + i, null, null).id());
        }
        Reply first = alice.api().get("/v1/webhooks?limit=2").expect(200);
        Reply second = alice.api()
                .get("/v1/webhooks?limit=1&cursor=" + first.get("nextCursor"))
                .expect(200);

        assertThat(first.json().get("items"))
                .extracting(item -> item.get("id").asText())
                .containsExactly(made.get(0), made.get(1));
        assertThat(second.json().get("items").get(0).get("id").asText()).isEqualTo(made.get(2));
        alice.api().get("/v1/webhooks?cursor=x").refused(400, "malformed-query");
        made.forEach(id -> alice.api().delete("/v1/webhooks/" + id).expect(204));
    }

    private List<JsonNode> events(String webhookId, int count) {
        List<JsonNode> found = new ArrayList<>();
        for (int looks = 0; looks < 100 && found.size() < count; looks++) {
            found.clear();
            long after = 0;
            JsonNode page;
            do {
                page = alice.api()
                        .get("/v1/events?limit=500&after=%d&types=webhook.created,webhook.changed,webhook.deleted"
                                .formatted(after))
                        .expect(200)
                        .json();
                page.get("items").forEach(event -> {
                    if (event.at("/data/webhookId").asText().equals(webhookId)) {
                        found.add(event);
                    }
                });
                after = page.get("nextCursor").asLong();
            } while (page.get("items").size() == 500);
        }
        return found;
    }

    private static List<JsonNode> list(Account account) {
        List<JsonNode> items = new ArrayList<>();
        account.api()
                .get("/v1/webhooks?limit=500")
                .expect(200)
                .json()
                .get("items")
                .forEach(items::add);
        return items;
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
