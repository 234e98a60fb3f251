package io.countersign.webhook;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countersign.journal.EventService;
import io.countersign.journal.NumberedEvent;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.EventType;
import io.countersign.kernel.WalletId;
import io.countersign.platform.db.Notifications;
import io.countersign.platform.identity.Audience;
import io.countersign.platform.job.Pump;
import io.countersign.platform.job.ServingEvent;
import io.countersign.platform.time.Ids;
import io.countersign.webhook.model.Webhook;
import io.countersign.webhook.store.DeliveryRows;
import io.countersign.webhook.store.DispatchQueries;
import io.countersign.webhook.store.WebhookQueries;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Turns numbered events into deliveries, in their order and each once: a cursor moves through the journal in the transaction that
 * makes them. Every copy of the server tries; the one that is first with a batch makes it.
 */
@ApplicationScoped
public class WebhookDispatcher {

    private static final int BATCH = 500;
    private static final long LOOK_EVERY_MILLIS = 500;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final EventService events;
    private final Audience audience;
    private final WebhookQueries webhooks;
    private final DispatchQueries dispatch;
    private final WebhookSender sender;
    private final Notifications notifications;
    private final Ids ids;
    private final Pump pump;

    WebhookDispatcher(
            Vertx vertx,
            EventService events,
            Audience audience,
            WebhookQueries webhooks,
            DispatchQueries dispatch,
            WebhookSender sender,
            Notifications notifications,
            Ids ids) {
        this.events = events;
        this.audience = audience;
        this.webhooks = webhooks;
        this.dispatch = dispatch;
        this.sender = sender;
        this.notifications = notifications;
        this.ids = ids;
        this.pump = new Pump(vertx, "turning events into deliveries", this::step);
    }

    void start(@Observes ServingEvent event) {
        notifications.onAll(pump::want);
        pump.every(LOOK_EVERY_MILLIS);
    }

    void stop(@Observes ShutdownEvent event) {
        pump.stop();
    }

    private Uni<Boolean> step() {
        return dispatch.cursor().chain(cursor -> events.after(cursor, BATCH)
                .chain(batch -> batch.isEmpty() ? Uni.createFrom().item(false) : dispatch(cursor, batch)));
    }

    private Uni<Boolean> dispatch(long cursor, List<NumberedEvent> batch) {
        long last = batch.get(batch.size() - 1).sequence();
        Map<UUID, Long> begun = begun(batch);
        return audience.membersOf(wallets(batch))
                .chain(members -> webhooks.ofWallets(members.keySet(), accounts(members))
                        .map(asking -> rows(batch, members, begin(asking, begun))))
                .chain(rows -> dispatch.advance(cursor, last, begun, rows).invoke(isMine -> wake(rows)))
                .replaceWith(batch.size() == BATCH);
    }

    private void wake(DeliveryRows rows) {
        if (rows.size() > 0) {
            sender.want();
        }
    }

    private DeliveryRows rows(List<NumberedEvent> batch, Map<WalletId, Set<AccountId>> members, List<Webhook> asking) {
        DeliveryRows rows = new DeliveryRows();
        for (NumberedEvent event : batch) {
            WalletId walletId = event.walletId();
            if (walletId != null) {
                Set<AccountId> readers = members.getOrDefault(walletId, Set.of());
                asking.stream()
                        .filter(webhook -> webhook.brings(event.sequence(), event.type(), walletId, readers))
                        .forEach(webhook ->
                                rows.add(ids.next(), webhook.id(), event.id(), event.sequence(), event.type()));
            }
        }
        return rows;
    }

    private static List<Webhook> begin(List<Webhook> asking, Map<UUID, Long> begun) {
        return asking.stream()
                .map(webhook -> begun.containsKey(webhook.id().value())
                        ? webhook.from(begun.get(webhook.id().value()))
                        : webhook)
                .toList();
    }

    /** The webhooks of whose creation these events tell: what comes after is theirs. */
    private static Map<UUID, Long> begun(List<NumberedEvent> batch) {
        Map<UUID, Long> begun = new HashMap<>();
        for (NumberedEvent event : batch) {
            if (event.type().equals(EventType.WEBHOOK_CREATED.word())) {
                begun.put(webhookId(event), event.sequence());
            }
        }
        return begun;
    }

    private static UUID webhookId(NumberedEvent event) {
        try {
            JsonNode leaf = MAPPER.readTree(event.leaf().toArray());
            return UUID.fromString(leaf.at("/data/webhookId").textValue());
        } catch (IOException e) {
            throw new UncheckedIOException("a leaf is no JSON", e);
        }
    }

    private static Set<WalletId> wallets(List<NumberedEvent> batch) {
        return batch.stream()
                .map(NumberedEvent::walletId)
                .filter(Objects::nonNull)
                .collect(toSet());
    }

    private static Set<AccountId> accounts(Map<WalletId, Set<AccountId>> members) {
        return members.values().stream().flatMap(Collection::stream).collect(toSet());
    }
}
