package io.countersign.webhook;

import io.countersign.journal.Journal;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.CommonRefusal;
import io.countersign.kernel.EventType;
import io.countersign.kernel.Page;
import io.countersign.kernel.PageRequest;
import io.countersign.kernel.Right;
import io.countersign.kernel.WalletId;
import io.countersign.kernel.WebhookId;
import io.countersign.platform.db.Answer;
import io.countersign.platform.db.Transactions;
import io.countersign.platform.http.IdCursor;
import io.countersign.platform.identity.Caller;
import io.countersign.platform.identity.WalletRights;
import io.countersign.platform.time.Ids;
import io.countersign.webhook.model.Webhook;
import io.countersign.webhook.model.WebhookChange;
import io.countersign.webhook.model.WebhookEvents;
import io.countersign.webhook.model.WebhookRefusal;
import io.countersign.webhook.model.WebhookSecret;
import io.countersign.webhook.model.WebhookState;
import io.countersign.webhook.store.WebhookQueries;
import io.countersign.webhook.store.WebhookRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Webhooks of an account: made, changed, deleted, their secrets rotated. Others' do not exist for it. */
@ApplicationScoped
public class WebhookService {

    private static final int MOST_OF_AN_ACCOUNT = 1_000;
    private static final int LONGEST_OVERLAP_HOURS = 168;
    private static final UUID AFTER_ALL = new UUID(-1, -1);

    private final WebhookQueries queries;
    private final WebhookRepository repository;
    private final WebhookUrls urls;
    private final WebhookMessages messages;
    private final WebhookSender sender;
    private final WalletRights rights;
    private final Transactions transactions;
    private final Journal journal;
    private final Ids ids;
    private final Clock clock;

    WebhookService(
            WebhookQueries queries,
            WebhookRepository repository,
            WebhookUrls urls,
            WebhookMessages messages,
            WebhookSender sender,
            WalletRights rights,
            Transactions transactions,
            Journal journal,
            Ids ids,
            Clock clock) {
        this.queries = queries;
        this.repository = repository;
        this.urls = urls;
        this.messages = messages;
        this.sender = sender;
        this.rights = rights;
        this.transactions = transactions;
        this.journal = journal;
        this.ids = ids;
        this.clock = clock;
    }

    /** Makes a webhook for a wallet of the caller's, or for all of them; {@code render} is told its secret, this once. */
    public Uni<Answer> create(
            Caller caller,
            String url,
            List<String> events,
            @Nullable WalletId walletId,
            BiFunction<Webhook, WebhookSecret, Answer> render) {
        WebhookSecret secret = messages.newSecret();
        Webhook webhook = new Webhook(
                new WebhookId(ids.next()),
                caller.accountId(),
                walletId,
                urls.require(url),
                known(events),
                WebhookState.ACTIVE,
                1,
                clock.instant(),
                null);
        return mayRead(caller, walletId)
                .chain(() -> transactions.answering(() -> requireRoom(caller.accountId())
                        .chain(() -> repository.insert(webhook, messages.seal(secret, webhook.id())))
                        .chain(() -> journal.append(
                                caller.accountId(), List.of(WebhookEvents.of(EventType.WEBHOOK_CREATED, webhook))))
                        .map(entries -> render.apply(webhook, secret))));
    }

    public Uni<Webhook> get(Caller caller, WebhookId id) {
        return queries.find(id, caller.accountId()).map(found -> found.orElseThrow(CommonRefusal::nothingHere));
    }

    public Uni<Page<Webhook>> list(Caller caller, PageRequest page) {
        UUID before = page.after().map(IdCursor::parse).orElse(AFTER_ALL);
        return queries.page(caller.accountId(), before, page.limit() + 1)
                .map(rows -> Page.cut(rows, page.limit(), row -> row.id().toString()));
    }

    /** Changes URL, types or state. What was kept while it was paused is sent when it is active again. */
    public Uni<Answer> change(
            Caller caller,
            WebhookId id,
            WebhookChange change,
            Consumer<Webhook> require,
            Function<Webhook, Answer> render) {
        WebhookChange right = new WebhookChange(
                change.url() == null ? null : urls.require(change.url()),
                change.events() == null ? null : known(change.events()),
                change.state());
        return transactions
                .answering(() -> locked(caller, id, require)
                        .chain(before -> changed(caller, before, right.of(before)))
                        .map(render))
                .invoke(answer -> sender.want());
    }

    public Uni<Answer> delete(Caller caller, WebhookId id, Consumer<Webhook> require) {
        return transactions.answering(() -> locked(caller, id, require)
                .call(webhook -> repository.delete(id))
                .call(webhook -> journal.append(
                        caller.accountId(), List.of(WebhookEvents.of(EventType.WEBHOOK_DELETED, webhook))))
                .replaceWith(Answer.noContent()));
    }

    /** Another secret; the one before signs as well for so many hours. */
    public Uni<Answer> rotateSecret(
            Caller caller,
            WebhookId id,
            int overlapHours,
            Consumer<Webhook> require,
            BiFunction<Webhook, WebhookSecret, Answer> render) {
        if (overlapHours < 0 || overlapHours > LONGEST_OVERLAP_HOURS) {
            throw WebhookRefusal.OVERLAP_REFUSED.refuse(
                    "overlapHours is a number from 0 to %d.".formatted(LONGEST_OVERLAP_HOURS));
        }
        WebhookSecret secret = messages.newSecret();
        Instant oldUntil = overlapHours == 0 ? null : clock.instant().plus(Duration.ofHours(overlapHours));
        return transactions.answering(() -> locked(caller, id, require)
                .call(webhook -> repository.changeSecret(id, messages.seal(secret, id), oldUntil))
                .map(new WebhookChange(null, null, null)::of)
                .call(repository::save)
                .call(webhook -> journal.append(
                        caller.accountId(), List.of(WebhookEvents.of(EventType.WEBHOOK_CHANGED, webhook))))
                .map(webhook -> render.apply(webhook, secret)));
    }

    /** Within the transaction under way: the caller's webhook, under its row's lock. */
    Uni<Webhook> locked(Caller caller, WebhookId id, Consumer<Webhook> require) {
        return repository
                .lock(id)
                .map(found -> found.filter(webhook -> webhook.accountId().equals(caller.accountId()))
                        .orElseThrow(CommonRefusal::nothingHere))
                .invoke(require);
    }

    private Uni<Webhook> changed(Caller caller, Webhook before, Webhook after) {
        if (isSame(before, after)) {
            return Uni.createFrom().item(before);
        }
        return repository
                .save(after)
                .chain(() -> followState(before, after))
                .chain(() ->
                        journal.append(caller.accountId(), List.of(WebhookEvents.of(EventType.WEBHOOK_CHANGED, after))))
                .replaceWith(after);
    }

    private Uni<Void> followState(Webhook before, Webhook after) {
        if (after.state() == WebhookState.DISABLED) {
            return repository.giveUp(after.id());
        }
        return after.state() == WebhookState.ACTIVE && before.state() != WebhookState.ACTIVE
                ? repository.resume(after.id())
                : Uni.createFrom().voidItem();
    }

    private static boolean isSame(Webhook before, Webhook after) {
        return before.url().equals(after.url())
                && before.events().equals(after.events())
                && before.state() == after.state();
    }

    private Uni<Void> mayRead(Caller caller, @Nullable WalletId walletId) {
        return walletId == null ? Uni.createFrom().voidItem() : rights.require(caller, walletId, Right.READ);
    }

    private Uni<Void> requireRoom(AccountId account) {
        return repository
                .count(account.value())
                .invoke(count -> {
                    if (count >= MOST_OF_AN_ACCOUNT) {
                        throw WebhookRefusal.TOO_MANY.refuse(
                                "An account has at most %d webhooks.".formatted(MOST_OF_AN_ACCOUNT));
                    }
                })
                .replaceWithVoid();
    }

    private static List<String> known(List<String> events) {
        events.stream()
                .filter(word -> EventType.find(word).isEmpty())
                .findFirst()
                .ifPresent(unknown -> {
                    throw WebhookRefusal.EVENTS_UNKNOWN.refuse(
                            "events holds types of events, and one of them is unknown.");
                });
        return events.stream().distinct().toList();
    }
}
