package io.countersign.webhook;

import io.countersign.journal.Journal;
import io.countersign.kernel.WebhookId;
import io.countersign.platform.db.Notifications;
import io.countersign.platform.db.Transactions;
import io.countersign.webhook.model.NextStep.Endpoint;
import io.countersign.webhook.model.Webhook;
import io.countersign.webhook.model.WebhookChange;
import io.countersign.webhook.model.WebhookEvents;
import io.countersign.webhook.model.WebhookState;
import io.countersign.webhook.store.WebhookRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/** Pauses and disables webhooks whose endpoints are not well, and tells their owners by an event. */
@ApplicationScoped
public class WebhookStandings {

    private static final Logger LOG = Logger.getLogger(WebhookStandings.class);

    private final Transactions transactions;
    private final WebhookRepository repository;
    private final Journal journal;
    private final Notifications notifications;

    WebhookStandings(
            Transactions transactions, WebhookRepository repository, Journal journal, Notifications notifications) {
        this.transactions = transactions;
        this.repository = repository;
        this.journal = journal;
        this.notifications = notifications;
    }

    /** What follows for the webhook from an attempt; whoever waits for its deliveries is woken. */
    Uni<Void> follow(WebhookId id, Endpoint endpoint) {
        notifications.publish(Set.of(id.toString()));
        return switch (endpoint) {
            case WELL, FAILING, UNTOLD -> Uni.createFrom().voidItem();
            case TO_PAUSE -> stop(id, WebhookState.PAUSED);
            case TO_DISABLE -> stop(id, WebhookState.DISABLED);
        };
    }

    private Uni<Void> stop(WebhookId id, WebhookState state) {
        return transactions.run(
                () -> repository.lock(id).chain(found -> found.filter(webhook -> webhook.state() == WebhookState.ACTIVE)
                        .map(webhook -> stop(webhook, state))
                        .orElseGet(() -> Uni.createFrom().voidItem())));
    }

    private Uni<Void> stop(Webhook webhook, WebhookState state) {
        Webhook stopped = new WebhookChange(null, null, state).of(webhook);
        LOG.infof("webhook %s webhookId=%s", state.word(), webhook.id());
        return repository
                .save(stopped)
                .chain(() -> state == WebhookState.DISABLED
                        ? repository.giveUp(webhook.id())
                        : Uni.createFrom().voidItem())
                .chain(() -> journal.append(null, List.of(WebhookEvents.stopped(stopped))))
                .replaceWithVoid();
    }
}
