package io.countersign.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.testing.JournalRows;
import io.countersign.testing.OpenServer;
import io.countersign.testing.Receiver;
import io.countersign.testing.Receiver.Behaviour;
import io.countersign.testing.Receiver.Received;
import io.countersign.testing.Runs;
import io.countersign.testing.TestWallet;
import io.countersign.testing.TestWebhook;
import io.countersign.testing.WebhookClock;
import io.countersign.webhook.store.AttemptQueries;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Days of deliveries in seconds: the database's clock for webhooks is set ahead, and endpoints fail in every way. */
@QuarkusTest
@TestProfile(OpenServer.Profile.class)
class WebhookScheduleApiTest {

    private static final Duration STEP = Duration.ofMinutes(Runs.of(15, 240));
    private static final int EVENTS = Runs.of(8, 4);
    private static final Duration HOURS = Duration.ofHours(4);

    @Inject
    AttemptQueries attempts;

    private final List<Endpoint> endpoints = new ArrayList<>();
    private TestWallet wallet;
    private Duration lead = Duration.ZERO;
    private Duration happenedAt = Duration.ZERO;

    @BeforeEach
    void make() {
        wallet = TestWallet.twoOfThree();
    }

    @AfterEach
    void stop() {
        WebhookClock.ahead(Duration.ZERO);
        endpoints.forEach(Endpoint::close);
    }

    @Test
    void reachesEveryEndpointThatTakesItWithinTheSchedule() {
        List<Long> sent = new CopyOnWriteArrayList<>();
        IntUnaryOperator any = event -> 3 * event % 10;
        IntUnaryOperator few = event -> event % 3;
        Endpoint well = endpoint("well", event -> 0, Receiver.status(500));
        endpoint("500", any, Receiver.status(500));
        endpoint("429", any, Receiver.status(429, "Retry-After", "7200"));
        endpoint("301", any, Receiver.status(301, "Location", well.receiver.url()));
        endpoint("resets", any, Receiver.reset());
        endpoint("garbage", any, Receiver.raw("220 smtp.example ESMTP\r\n"));
        endpoint("hangs", event -> event % 8 == 1 ? 2 : 0, Receiver.hang(Duration.ofSeconds(2)));
        endpoint("gigabyte", few, Receiver.gigabyte(500, sent));
        Endpoint down = endpoint("down", event -> 0, Receiver.status(500));
        down.receiver.down();
        Endpoint never = endpoint("never", event -> 100, Receiver.status(503));
        Endpoint gone = endpoint("gone", event -> 0, Receiver.status(500));
        gone.receiver.answering(Receiver.status(410));

        Set<String> events = new LinkedHashSet<>(happen(EVENTS));
        pass(Duration.ofHours(20));
        events.addAll(happen(EVENTS));
        pass(Duration.ofHours(65));
        down.receiver.up();
        pass(Duration.ofHours(200));

        for (Endpoint endpoint : endpoints) {
            if (endpoint != never && endpoint != gone) {
                assertThat(endpoint.taken).as(endpoint.name).isEqualTo(events);
                assertThat(endpoint.webhook.state()).as(endpoint.name).isEqualTo("active");
            }
            assertThat(events).as(endpoint.name).containsAll(endpoint.tries.keySet());
            if (endpoint != down) {
                assertThat(new ArrayList<>(endpoint.first))
                        .as(endpoint.name + ": first attempts are in order")
                        .isEqualTo(
                                events.stream().filter(endpoint.first::contains).toList());
            }
            endpoint.tries.forEach(
                    (event, tries) -> assertThat(tries).as(endpoint.name).isEqualTo(endpoint.expected(event)));
        }
        assertThat(never.tries.values()).hasSize(events.size()).containsOnly(10);
        assertThat(never.webhook.deliveries())
                .extracting(delivery -> delivery.get("state").asText())
                .containsOnly("failed");
        assertThat(gone.webhook.state()).isEqualTo("disabled");
        assertThat(gone.receiver.received()).hasSize(1);
        assertThat(well.receiver.received()).as("no redirect was followed").hasSize(events.size());
    }

    @Test
    void pausesAnEndpointThatFailsForDaysTellsItsOwnerAndKeepsTheEvents() {
        Endpoint ill = endpoint("ill", event -> 1_000, Receiver.status(500));
        List<String> lost = happen(1);
        pass(Duration.ofHours(110));
        assertThat(ill.webhook.deliveries().get(0).get("state").asText()).isEqualTo("failed");
        assertThat(ill.webhook.state()).isEqualTo("active");
        set(Duration.ofHours(125));
        List<String> kept = happen(1);
        ill.webhook.await(all -> all.get(0).get("attempts").size() == 1);
        awaitState(ill, "paused");
        kept.addAll(happen(1));
        ill.webhook.await(all -> all.size() == 3);

        JsonNode told = newest("webhook.paused");
        assertThat(told.at("/data/webhookId").asText()).isEqualTo(ill.webhook.id());
        assertThat(told.at("/data/state").asText()).isEqualTo("paused");
        int before = ill.receiver.received().size();

        ill.receiver.answering(Receiver.status(204));
        ill.webhook.change(Map.of("state", "active")).expect(200);

        assertThat(ill.receiver.await(before + 2).subList(before, before + 2))
                .extracting(Received::id)
                .isEqualTo(kept)
                .doesNotContainAnyElementsOf(lost);
    }

    @Test
    void keepsWhatAPausedWebhookWasToBeSentForThirtyDays() {
        Endpoint paused = endpoint("paused", event -> 0, Receiver.status(500));
        paused.webhook.change(Map.of("state", "paused")).expect(200);
        happen(1);
        set(Duration.ofDays(29));
        forgetOld();
        assertThat(paused.webhook.deliveries()).hasSize(1);
        set(Duration.ofDays(31));
        forgetOld();
        assertThat(paused.webhook.deliveries()).isEmpty();
    }

    private void forgetOld() {
        attempts.forgetOld().await().atMost(Duration.ofSeconds(10));
    }

    @Test
    void waitsAsLongAsTheEndpointAsks() {
        Endpoint busy = endpoint("busy", event -> 1, Receiver.status(429, "Retry-After", "36000"));
        happen(1);
        busy.webhook.await(all -> all.get(0).get("attempts").size() == 1);

        pass(Duration.ofHours(9));
        assertThat(busy.receiver.received()).hasSize(1);
        set(Duration.ofHours(11));
        busy.receiver.await(2);
        busy.webhook.awaitNewest("delivered");
    }

    /** Lets the time go on until then, in steps, each when nothing is due any more. */
    private void pass(Duration until) {
        while (lead.compareTo(until) < 0) {
            awaitNothingDue();
            Duration next = nextDue();
            // The first delays are short; later what is due within a few hours is done in one step.
            Duration sinceEvents = next.minus(happenedAt);
            Duration step = next.plus(sinceEvents.compareTo(HOURS) > 0 ? STEP : sinceEvents.dividedBy(4));
            set(step.compareTo(until) < 0 ? step : until);
        }
        awaitNothingDue();
    }

    private void set(Duration newLead) {
        lead = newLead;
        WebhookClock.ahead(lead);
    }

    private void awaitNothingDue() {
        while (count("next_attempt_at <= webhook_clock()") > 0) {
            sleep();
        }
    }

    /** From now, by the unchanged clock; far away where nothing is planned. */
    private Duration nextDue() {
        return count("TRUE") == 0
                ? Duration.ofDays(100)
                : Duration.ofSeconds(1 + ask("SELECT ceil(extract(epoch FROM min(next_attempt_at) - now()))", "TRUE"));
    }

    private long count(String condition) {
        return ask("SELECT count(*)", condition);
    }

    private long ask(String select, String condition) {
        String sql = select
                + " FROM webhook_delivery JOIN webhook ON webhook.id = webhook_id WHERE webhook_id = ANY(?)"
                + " AND webhook.state = 'active' AND webhook_delivery.state = 'pending' AND "
                + condition;
        try (Connection connection = JournalRows.connect();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid",
                            endpoints.stream()
                                    .map(endpoint -> UUID.fromString(endpoint.webhook.id()))
                                    .toArray()));
            ResultSet row = query.executeQuery();
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes events, and gives their ids once each is a delivery. */
    private List<String> happen(int count) {
        List<String> before = ids();
        happenedAt = lead;
        for (int i = 0; i < count; i++) {
            wallet.owning()
                    .post(wallet.path("/addresses"), Map.of("label", "x"))
                    .expect(201);
        }
        List<String> now = ids();
        List<String> fresh = new ArrayList<>(now.subList(before.size(), now.size()));
        assertThat(fresh).hasSize(count);
        String last = fresh.get(count - 1);
        endpoints.stream()
                .filter(endpoint -> !endpoint.webhook.state().equals("disabled"))
                .forEach(endpoint -> endpoint.webhook.await(all -> all.stream()
                        .anyMatch(delivery -> delivery.get("eventId").asText().equals(last))));
        return fresh;
    }

    private List<String> ids() {
        return wallet.events().stream()
                .filter(event -> event.get("type").asText().equals("address.issued"))
                .map(event -> event.get("id").asText())
                .toList();
    }

    private JsonNode newest(String type) {
        List<JsonNode> all = wallet.events().stream()
                .filter(event -> event.get("type").asText().equals(type))
                .toList();
        return all.get(all.size() - 1);
    }

    private static void awaitState(Endpoint endpoint, String state) {
        for (int looks = 0; looks < 300 && !endpoint.webhook.state().equals(state); looks++) {
            sleep();
        }
        assertThat(endpoint.webhook.state()).isEqualTo(state);
    }

    private static void sleep() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Endpoint endpoint(String name, IntUnaryOperator failures, Behaviour failing) {
        Receiver receiver = Receiver.start();
        TestWebhook webhook = TestWebhook.make(wallet.owning(), receiver.url(), wallet.id(), List.of("address.issued"));
        Endpoint endpoint = new Endpoint(name, receiver, webhook, failures);
        receiver.answering(request -> endpoint.take(request) ? Receiver.status(204) : failing);
        endpoints.add(endpoint);
        return endpoint;
    }

    /** Fails at the n-th event it is told of as often as {@code failures} says, and then takes it. */
    private static final class Endpoint {

        private final String name;
        private final Receiver receiver;
        private final TestWebhook webhook;
        private final IntUnaryOperator failures;
        private final Set<String> first = java.util.Collections.synchronizedSet(new LinkedHashSet<>());
        private final Set<String> taken = ConcurrentHashMap.newKeySet();
        private final Map<String, Integer> tries = new ConcurrentHashMap<>();

        private Endpoint(String name, Receiver receiver, TestWebhook webhook, IntUnaryOperator failures) {
            this.name = name;
            this.receiver = receiver;
            this.webhook = webhook;
            this.failures = failures;
        }

        private synchronized boolean take(Received request) {
            first.add(request.id());
            int made = tries.merge(request.id(), 1, Integer::sum);
            boolean takes = made > failures.applyAsInt(new ArrayList<>(first).indexOf(request.id()));
            if (takes) {
                taken.add(request.id());
            }
            return takes;
        }

        /** Attempts that were to be made at an event. */
        private int expected(String event) {
            return Math.min(10, 1 + failures.applyAsInt(new ArrayList<>(first).indexOf(event)));
        }

        private void close() {
            webhook.api().delete(webhook.path(""));
            receiver.close();
        }
    }
}
