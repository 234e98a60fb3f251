package io.countersign.webhook;

import io.countersign.journal.EventPage;
import io.countersign.journal.EventService;
import io.countersign.journal.NumberedEvent;
import io.countersign.journal.Scope;
import io.countersign.kernel.CommonRefusal;
import io.countersign.kernel.DeliveryId;
import io.countersign.kernel.Page;
import io.countersign.kernel.PageRequest;
import io.countersign.kernel.WalletId;
import io.countersign.kernel.WebhookId;
import io.countersign.platform.db.Answer;
import io.countersign.platform.db.Transactions;
import io.countersign.platform.http.IdCursor;
import io.countersign.platform.identity.Caller;
import io.countersign.platform.time.Ids;
import io.countersign.webhook.model.Delivery;
import io.countersign.webhook.model.DeliveryState;
import io.countersign.webhook.model.Webhook;
import io.countersign.webhook.model.WebhookRefusal;
import io.countersign.webhook.model.WebhookState;
import io.countersign.webhook.store.DeliveryQueries;
import io.countersign.webhook.store.DeliveryRows;
import io.countersign.webhook.store.WebhookRepository;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Deliveries of a webhook: looked at, sent again, and tests. */
@ApplicationScoped
public class DeliveryService {

    private static final int PAGE = 500;
    private static final int MOST_AT_ONCE = 10_000;
    private static final UUID AFTER_ALL = new UUID(-1, -1);

    private final WebhookService webhooks;
    private final DeliveryQueries queries;
    private final WebhookRepository repository;
    private final EventService events;
    private final WebhookSender sender;
    private final Transactions transactions;
    private final Ids ids;
    private final Clock clock;

    DeliveryService(
            WebhookService webhooks,
            DeliveryQueries queries,
            WebhookRepository repository,
            EventService events,
            WebhookSender sender,
            Transactions transactions,
            Ids ids,
            Clock clock) {
        this.webhooks = webhooks;
        this.queries = queries;
        this.repository = repository;
        this.events = events;
        this.sender = sender;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    public Uni<Page<Delivery>> list(
            Caller caller, WebhookId webhookId, Function<Webhook, Optional<DeliveryState>> state, PageRequest page) {
        UUID before = page.after().map(IdCursor::parse).orElse(AFTER_ALL);
        return webhooks.get(caller, webhookId)
                .chain(webhook -> queries.page(webhookId, before, state.apply(webhook), page.limit() + 1))
                .map(rows -> Page.cut(rows, page.limit(), row -> row.id().toString()));
    }

    public Uni<Delivery> get(Caller caller, WebhookId webhookId, DeliveryId id) {
        return webhooks.get(caller, webhookId)
                .chain(webhook -> queries.find(webhookId, id))
                .map(found -> found.orElseThrow(CommonRefusal::nothingHere));
    }

    /** Sends a test, which is no event: once, with an id of its own. */
    public Uni<Answer> test(Caller caller, WebhookId webhookId, Function<Delivery, Answer> render) {
        Delivery test = new Delivery(
                new DeliveryId(ids.next()),
                ids.next(),
                Delivery.TEST,
                DeliveryState.PENDING,
                clock.instant(),
                List.of());
        return transactions
                .answering(() -> webhooks.locked(caller, webhookId, DeliveryService::requireActive)
                        .chain(() -> repository.addTest(webhookId, test.id(), test.eventId(), test.type()))
                        .map(added -> render.apply(test)))
                .invoke(answer -> sender.want());
    }

    /** Sends one again, by a schedule that begins anew. */
    public Uni<Answer> sendAgain(Caller caller, WebhookId webhookId, DeliveryId id, Function<Delivery, Answer> render) {
        return get(caller, webhookId, id)
                .chain(delivery -> transactions.answering(
                        () -> webhooks.locked(caller, webhookId, DeliveryService::requireNotDisabled)
                                .chain(() -> repository.sendAgain(webhookId, id))
                                .map(changed -> render.apply(pending(delivery)))))
                .invoke(answer -> sender.want());
    }

    /** Sends again what the webhook brings of a range of sequences, both ends included; also what is not kept any more. */
    public Uni<Answer> sendRangeAgain(
            Caller caller, WebhookId webhookId, long from, long to, IntFunction<Answer> render) {
        if (from < 1 || from > to) {
            throw WebhookRefusal.RANGE_REFUSED.refuse("A range goes from a sequence of 1 or more to one not below it.");
        }
        return webhooks.get(caller, webhookId)
                .chain(webhook -> found(caller, webhook, from, to))
                .chain(rows -> transactions.answering(
                        () -> webhooks.locked(caller, webhookId, DeliveryService::requireNotDisabled)
                                .chain(() -> repository.sendAgain(rows))
                                .map(done -> render.apply(rows.size()))))
                .invoke(answer -> sender.want());
    }

    private Uni<DeliveryRows> found(Caller caller, Webhook webhook, long from, long to) {
        Scope scope = new Scope(caller.accountId(), webhook.walletId(), Set.copyOf(webhook.events()));
        return events.readable(caller, webhook.walletId())
                .chain(wallets -> pages(scope, wallets, from, to))
                .map(all -> rows(webhook, all));
    }

    private Uni<List<NumberedEvent>> pages(Scope scope, Set<WalletId> wallets, long from, long to) {
        AtomicLong after = new AtomicLong(from - 1);
        return Multi.createBy()
                .repeating()
                .uni(() -> events.page(scope, wallets, after.get(), PAGE).invoke(page -> after.set(page.lookedAt())))
                .whilst(page -> page.items().size() == PAGE && page.lookedAt() < to)
                .onItem()
                .transformToIterable(EventPage::items)
                .filter(event -> event.sequence() <= to)
                .select()
                .first(MOST_AT_ONCE + 1L)
                .collect()
                .asList();
    }

    private DeliveryRows rows(Webhook webhook, List<NumberedEvent> all) {
        if (all.size() > MOST_AT_ONCE) {
            throw WebhookRefusal.RANGE_REFUSED.refuse(
                    "At most %d events are sent again by one call.".formatted(MOST_AT_ONCE));
        }
        DeliveryRows rows = new DeliveryRows();
        for (NumberedEvent event : all) {
            WalletId walletId = event.walletId();
            if (walletId != null
                    && webhook.brings(event.sequence(), event.type(), walletId, Set.of(webhook.accountId()))) {
                rows.add(ids.next(), webhook.id(), event.id(), event.sequence(), event.type());
            }
        }
        return rows;
    }

    private Delivery pending(Delivery delivery) {
        return new Delivery(
                delivery.id(),
                delivery.eventId(),
                delivery.type(),
                DeliveryState.PENDING,
                clock.instant(),
                delivery.attempts());
    }

    private static void requireActive(Webhook webhook) {
        if (webhook.state() != WebhookState.ACTIVE) {
            throw notActive(webhook);
        }
    }

    private static void requireNotDisabled(Webhook webhook) {
        if (webhook.state() == WebhookState.DISABLED) {
            throw notActive(webhook);
        }
    }

    private static RuntimeException notActive(Webhook webhook) {
        return WebhookRefusal.NOT_ACTIVE.refuse("The webhook is %s; make it active first."
                .formatted(webhook.state().word()));
    }
}
