package io.countersign.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.testing.Account;
import io.countersign.testing.Accounts;
import io.countersign.testing.NodePackages;
import io.countersign.testing.OpenServer;
import io.countersign.testing.Receiver;
import io.countersign.testing.Receiver.Received;
import io.countersign.testing.TestWallet;
import io.countersign.testing.TestWebhook;
import io.countersign.webhook.model.WebhookSecret;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks against an endpoint on this host. */
@QuarkusTest
@TestProfile(OpenServer.Profile.class)
class WebhookDeliveryApiTest {

    private static final List<String> ADDRESSES = List.of("address.issued");

    private final Receiver receiver = Receiver.start();
    private TestWallet wallet;
    private TestWebhook webhook;

    @BeforeEach
    void make() {
        wallet = TestWallet.twoOfThree();
        webhook = TestWebhook.make(wallet.owning(), receiver.url(), wallet.id(), ADDRESSES);
    }

    @AfterEach
    void stop() {
        wallet.owning().delete(webhook.path(""));
        receiver.close();
    }

    @Test
    void bringsWhatHappensAfterItsCreationAndNothingMoreThanIds() {
        issueAddress();

        Received message = receiver.await(1).get(0);

        JsonNode event = event(message.id());
        assertThat(message.body())
                .isEqualTo(
                        "{\"type\":\"address.issued\",\"timestamp\":\"%s\",\"data\":{\"sequence\":%d,\"walletId\":\"%s\"}}"
                                .formatted(
                                        event.get("time").asText(),
                                        event.get("sequence").asLong(),
                                        wallet.id()));
        assertThat(message.fields()).containsEntry("content-type", "application/json");
        JsonNode delivery = webhook.awaitNewest("delivered");
        assertThat(delivery.get("eventId").asText()).isEqualTo(message.id());
        assertThat(delivery.get("nextAttemptAt").isNull()).isTrue();
        assertThat(delivery.get("attempts")).hasSize(1);
        assertThat(delivery.at("/attempts/0/status").asInt()).isEqualTo(204);
        assertThat(delivery.at("/attempts/0").has("error")).isFalse();
    }

    @Test
    void isSignedSoThatTheJavaLibraryAcceptsItAndRefusesWhatIsAlteredOrOld() throws Exception {
        issueAddress();
        Received message = receiver.await(1).get(0);
        Webhook library = new Webhook(webhook.secret());

        library.verify(message.body(), headers(message.fields()));

        assertThatThrownBy(() -> library.verify(message.body() + " ", headers(message.fields())))
                .isInstanceOf(WebhookVerificationException.class);
        assertThatThrownBy(() ->
                        new Webhook("whsec_" + "A".repeat(43) + "=").verify(message.body(), headers(message.fields())))
                .isInstanceOf(WebhookVerificationException.class);
        for (String field : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
            String value = message.fields().get(field);
            Map<String, String> altered = with(
                    message.fields(),
                    field,
                    value.substring(0, value.length() - 1) + (value.endsWith("7") ? "8" : "7"));
            assertThatThrownBy(() -> library.verify(message.body(), headers(altered)))
                    .as(field)
                    .isInstanceOf(WebhookVerificationException.class);
        }
    }

    @Test
    void isSignedSoThatTheNpmPackageAcceptsItAndRefusesWhatIsAlteredOrOld() {
        NodePackages.installOrSkip();
        String other = rotate(Map.of());
        issueAddress();
        Received message = receiver.await(1).get(0);
        Map<String, String> old = new HashMap<>(message.fields());
        old.put("webhook-timestamp", "" + (Long.parseLong(old.get("webhook-timestamp")) - 400));
        // As the server would have signed it 400 seconds ago: only its age is wrong.
        old.put(
                "webhook-signature",
                WebhookSecret.parse(other)
                        .sign(
                                message.id(),
                                Long.parseLong(old.get("webhook-timestamp")),
                                Bytes.wrap(message.body().getBytes(StandardCharsets.UTF_8))));

        JsonNode accepted = NodePackages.ask(
                "verify-webhooks.js",
                List.of(
                        asked(webhook.secret(), message.fields(), message.body()),
                        asked(other, message.fields(), message.body()),
                        asked(other, message.fields(), message.body() + " "),
                        asked(other, with(message.fields(), "webhook-id", "x"), message.body()),
                        asked(other, with(message.fields(), "webhook-signature", "v1,AAAA"), message.body()),
                        asked("whsec_" + "A".repeat(43) + "=", message.fields(), message.body()),
                        asked(other, old, message.body())));

        assertThat(accepted)
                .extracting(JsonNode::asBoolean)
                .containsExactly(true, true, false, false, false, false, false);
    }

    @Test
    void signsWithBothSecretsWhileTheyOverlapAndWithTheNewOneAlone() throws Exception {
        String second = rotate(Map.of());
        issueAddress();
        Received both = receiver.await(1).get(0);
        String third = rotate(Map.of("overlapHours", 0));
        issueAddress();
        Received alone = receiver.await(2).get(1);

        assertThat(both.fields().get("webhook-signature").split(" ")).hasSize(2);
        new Webhook(webhook.secret()).verify(both.body(), headers(both.fields()));
        new Webhook(second).verify(both.body(), headers(both.fields()));
        new Webhook(third).verify(alone.body(), headers(alone.fields()));
        assertThatThrownBy(() -> new Webhook(second).verify(alone.body(), headers(alone.fields())))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void sendsEventsInTheirOrder() {
        for (int i = 0; i < 20; i++) {
            issueAddress();
        }

        assertThat(receiver.await(20))
                .extracting(message -> message.json().at("/data/sequence").asLong())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void bringsOnlyTheTypesAskedFor() {
        webhook.change(Map.of("events", List.of("member.added"))).expect(200);
        Account dave = Accounts.of("Dave the Guest");
        issueAddress();
        dave.accept(wallet.owner().invite(Map.of("walletId", wallet.id(), "role", "viewer")));

        assertThat(receiver.await(1))
                .extracting(message -> message.json().get("type").asText())
                .containsExactly("member.added");
        wallet.owning().delete(wallet.path("/members/" + dave.id())).expect(204);
    }

    @Test
    void bringsTheEventsOfAllWalletsOfItsOwnerAndOfNoOther() {
        try (Receiver all = Receiver.start()) {
            Account carol = Accounts.of("Carol");
            TestWebhook everything = TestWebhook.make(carol.api(), all.url(), null, null);
            TestWallet.make("wsh", 1, TestWallet.people("Mallory"), TestWallet.signers(1));
            TestWallet hers = TestWallet.make("wsh", 1, TestWallet.people("Carol"), TestWallet.signers(1));
            issueAddress();

            List<Received> messages = all.await(
                    got -> got.stream().anyMatch(message -> message.body().contains(wallet.id())));

            assertThat(messages)
                    .extracting(message -> message.json().at("/data/walletId").asText())
                    .containsOnly(wallet.id(), hers.id());
            carol.api().delete(everything.path("")).expect(204);
        }
    }

    @Test
    void bringsNothingMoreWhenTheMembershipHasEnded() {
        Account dave = Accounts.of("Dave the Guest");
        dave.accept(wallet.owner().invite(Map.of("walletId", wallet.id(), "role", "viewer")));
        try (Receiver his = Receiver.start().answering(Receiver.status(500))) {
            TestWebhook hook = TestWebhook.make(dave.api(), his.url(), wallet.id(), ADDRESSES);
            issueAddress();
            hook.await(all -> all.size() == 1 && all.get(0).get("attempts").size() >= 1);
            wallet.owning().delete(wallet.path("/members/" + dave.id())).expect(204);
            int before = his.received().size();
            issueAddress();

            JsonNode delivery = hook.awaitNewest("failed");

            assertThat(hook.deliveries()).hasSize(1);
            assertThat(delivery.get("attempts").size()).isEqualTo(his.received().size());
            assertThat(his.received().size()).isLessThanOrEqualTo(before + 1);
            dave.api().delete(hook.path("")).expect(204);
        }
    }

    @Test
    void delaysNoOtherByASlowEndpointAndNoLaterEventByARetry() {
        try (Receiver slow = Receiver.start().answering(Receiver.hang(Duration.ofSeconds(60)))) {
            List<TestWebhook> hooks = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                hooks.add(TestWebhook.make(wallet.owning(), slow.url(), wallet.id(), ADDRESSES));
            }
            receiver.answering(request -> Receiver.status(receiver.received().size() == 1 ? 503 : 204));
            issueAddress();
            receiver.await(1);
            issueAddress();

            List<Received> messages = receiver.await(3);

            assertThat(messages.get(1).id())
                    .as("the later event comes before the retry")
                    .isNotEqualTo(messages.get(0).id());
            assertThat(messages.get(2).id()).isEqualTo(messages.get(0).id());
            assertThat(messages.get(2).body()).isEqualTo(messages.get(0).body());
            hooks.forEach(hook -> wallet.owning().delete(hook.path("")).expect(204));
        }
    }

    @Test
    void isDisabledByAnEndpointThatIsGoneAndItsWalletIsTold() {
        receiver.answering(Receiver.status(410));
        issueAddress();
        webhook.awaitNewest("failed");
        awaitState("disabled");
        receiver.answering(Receiver.status(204));
        issueAddress();

        JsonNode told = newest("webhook.disabled");
        assertThat(told.at("/data/webhookId").asText()).isEqualTo(webhook.id());
        assertThat(told.at("/data/state").asText()).isEqualTo("disabled");
        assertThat(told.get("actor").isNull()).isTrue();
        assertThat(webhook.deliveries()).hasSize(1);
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void keepsEventsWhilePausedAndSendsThemWhenItIsActiveAgain() {
        webhook.change(Map.of("state", "paused")).expect(200);
        issueAddress();
        issueAddress();
        List<JsonNode> kept = webhook.await(all -> all.size() == 2);
        assertThat(kept).allSatisfy(delivery -> {
            assertThat(delivery.get("state").asText()).isEqualTo("pending");
            assertThat(delivery.get("nextAttemptAt").isNull()).isTrue();
        });
        assertThat(receiver.received()).isEmpty();

        webhook.change(Map.of("state", "active")).expect(200);

        assertThat(receiver.await(2))
                .extracting(Received::id)
                .containsExactly(
                        kept.get(1).get("eventId").asText(),
                        kept.get(0).get("eventId").asText());
    }

    @Test
    void sendsATestThatIsNoEvent() {
        long size = wallet.events().size();
        JsonNode test = wallet.owning()
                .post(webhook.path("/test"), Map.of())
                .expect(201)
                .json();

        Received message = receiver.await(1).get(0);

        assertThat(message.id()).isEqualTo(test.get("eventId").asText());
        assertThat(message.json().get("type").asText()).isEqualTo("webhook.test");
        assertThat(webhook.awaitNewest("delivered").get("id")).isEqualTo(test.get("id"));
        assertThat(wallet.events()).hasSize((int) size);
    }

    @Test
    void triesATestOnce() {
        receiver.answering(Receiver.status(500));
        wallet.owning().post(webhook.path("/test"), Map.of()).expect(201);

        assertThat(webhook.awaitNewest("failed").get("attempts")).hasSize(1);
        assertThat(webhook.state()).isEqualTo("active");
    }

    @Test
    void sendsOneOrARangeAgainUnderTheSameIds() {
        for (int i = 0; i < 3; i++) {
            issueAddress();
        }
        List<Received> first = receiver.await(3);
        List<JsonNode> deliveries = webhook.await(
                all -> all.stream().allMatch(one -> one.get("state").asText().equals("delivered")));
        String one = deliveries.get(2).get("id").asText();

        wallet.owning()
                .post(webhook.path("/deliveries/" + one + "/redelivery"), Map.of())
                .expect(200);
        assertThat(receiver.await(4).get(3).id()).isEqualTo(first.get(0).id());
        assertThat(receiver.await(4).get(3).body()).isEqualTo(first.get(0).body());

        long from = first.get(1).json().at("/data/sequence").asLong();
        JsonNode range = wallet.owning()
                .post(webhook.path("/redeliveries"), Map.of("from", from, "to", from + 1_000))
                .expect(200)
                .json();
        assertThat(range.get("count").asInt()).isEqualTo(2);
        assertThat(receiver.await(6).subList(4, 6))
                .extracting(Received::id)
                .containsExactly(first.get(1).id(), first.get(2).id());
        webhook.await(all -> all.get(2).get("attempts").size() == 2);
        assertThat(wallet.owning()
                        .get(webhook.path("/deliveries?state=failed"))
                        .json()
                        .get("items"))
                .isEmpty();
    }

    @Test
    void showsWhatWentWrongAndNothingOfTheAnswer() {
        receiver.answering(Receiver.raw("HTTP/1.1 500 canary\r\nX: canary\r\nContent-Length: 6\r\n\r\ncanary"));
        issueAddress();
        JsonNode refused = webhook.await(
                        all -> all.size() == 1 && all.get(0).get("attempts").size() == 1)
                .get(0);
        assertThat(refused.at("/attempts/0/status").asInt()).isEqualTo(500);
        assertThat(refused.get("state").asText()).isEqualTo("pending");
        assertThat(refused.get("nextAttemptAt").isTextual()).isTrue();
        assertThat(refused.toString()).doesNotContain("canary");
        receiver.down();
        issueAddress();
        JsonNode down = webhook.await(
                        all -> all.size() == 2 && all.get(0).get("attempts").size() >= 1)
                .get(0);
        assertThat(down.at("/attempts/0/error").asText()).isEqualTo("connect_failed");
        assertThat(down.at("/attempts/0/status").isNull()).isTrue();
    }

    @Test
    void judgesANameAtTheAttempt() {
        // The reserved name has no address anywhere (RFC 6761 section 6.4).
        TestWebhook nowhere = TestWebhook.make(wallet.owning(), "https://nowhere.invalid/", wallet.id(), ADDRESSES);
        issueAddress();

        JsonNode delivery = nowhere.await(
                        all -> all.size() == 1 && all.get(0).get("attempts").size() >= 1)
                .get(0);

        assertThat(delivery.at("/attempts/0/error").asText()).isIn("connect_failed", "timeout");
        wallet.owning().delete(nowhere.path("")).expect(204);
    }

    private String rotate(Map<String, ?> overlap) {
        return wallet.owning()
                .post(webhook.path("/secret-rotations"), overlap)
                .expect(200)
                .get("secret");
    }

    private void issueAddress() {
        wallet.owning().post(wallet.path("/addresses"), Map.of("label", "x")).expect(201);
    }

    private JsonNode event(String id) {
        return wallet.events().stream()
                .filter(event -> event.get("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode newest(String type) {
        List<JsonNode> all = wallet.events().stream()
                .filter(event -> event.get("type").asText().equals(type))
                .toList();
        return all.get(all.size() - 1);
    }

    private void awaitState(String state) {
        for (int looks = 0; looks < 300 && !webhook.state().equals(state); looks++) {
            webhook.deliveries();
        }
        assertThat(webhook.state()).isEqualTo(state);
    }

    private static Map<String, Object> asked(String secret, Map<String, String> fields, String body) {
        return Map.of("secret", secret, "headers", fields, "body", body);
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String value) {
        Map<String, String> altered = new HashMap<>(fields);
        altered.put(name, value);
        return altered;
    }

    private static HttpHeaders headers(Map<String, String> fields) {
        Map<String, List<String>> lists = new HashMap<>();
        fields.forEach((name, value) -> lists.put(name, List.of(value)));
        return HttpHeaders.of(lists, (name, value) -> true);
    }
}
