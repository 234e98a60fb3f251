package io.countersign.journal.feed;

import static java.util.stream.Collectors.toSet;

import io.countersign.journal.NumberedEvent;
import io.countersign.journal.Scope;
import io.countersign.journal.store.JournalQueries;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.EventType;
import io.countersign.kernel.WalletId;
import io.countersign.platform.db.Notifications;
import io.countersign.platform.identity.Audience;
import io.countersign.platform.job.Pump;
import io.countersign.platform.job.ServingEvent;
import io.countersign.platform.work.Waiting;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Reads each new entry of the journal once for the whole process and tells those who follow. Who may see it is looked up with each
 * batch, so a membership that has ended hears nothing more. It reads when somebody numbers entries, here or elsewhere, and by itself
 * twice a second for a wake-up that was lost.
 */
@ApplicationScoped
public class JournalFeed {

    private static final int BATCH = 500;
    private static final long LOOK_EVERY_MILLIS = 500;
    private static final long UNKNOWN = -1;

    private final Followers followers = new Followers();
    private final Vertx vertx;
    private final JournalQueries queries;
    private final Audience audience;
    private final Notifications notifications;
    private final Pump pump;

    /** The last sequence that was told. Read and written by the pump's steps alone, one after another. */
    private volatile long position = UNKNOWN;

    JournalFeed(Vertx vertx, JournalQueries queries, Audience audience, Notifications notifications) {
        this.vertx = vertx;
        this.queries = queries;
        this.audience = audience;
        this.notifications = notifications;
        this.pump = new Pump(vertx, "reading the journal for those who follow", this::step);
    }

    void start(@Observes ServingEvent event) {
        notifications.onAll(pump::want);
        pump.every(LOOK_EVERY_MILLIS);
    }

    void stop(@Observes ShutdownEvent event) {
        pump.stop();
    }

    /**
     * Follows from now on. Whoever follows first, and then reads what the database has, misses nothing: what that read did not see
     * is told.
     */
    public Followers.Following follow(Scope scope, Follower follower) {
        return followers.add(scope, follower);
    }

    /** Waits for the next event of the scope, from now on. */
    public Waiting await(Scope scope) {
        FeedWaiting waiting = new FeedWaiting(vertx);
        waiting.follow(followers.add(scope, waiting));
        return waiting;
    }

    private Uni<Boolean> step() {
        return followers.isEmpty() || position == UNKNOWN ? skip() : tell();
    }

    /** Nobody follows, so nobody is told. Who came while the head was read looks into the database. */
    private Uni<Boolean> skip() {
        return queries.head().map(head -> {
            position = head.size();
            followers.tellAll(Follower::missed);
            return false;
        });
    }

    private Uni<Boolean> tell() {
        return queries.after(position, BATCH).chain(events -> audience.membersOf(walletsOf(events))
                .invoke(members -> tell(events, members))
                .replaceWith(events.size() == BATCH));
    }

    private void tell(List<NumberedEvent> events, Map<WalletId, Set<AccountId>> members) {
        for (NumberedEvent event : events) {
            WalletId walletId = event.walletId();
            AccountId accountId = event.accountId();
            if (walletId != null) {
                Set<AccountId> readers = members.getOrDefault(walletId, Set.of());
                followers.tell(event, readers);
                if (event.type().equals(EventType.MEMBER_REMOVED.word())) {
                    followers.tellStrangers(walletId, readers);
                }
            } else if (accountId != null) {
                followers.tell(event, Set.of(accountId));
            }
            position = event.sequence();
        }
    }

    private static Set<WalletId> walletsOf(List<NumberedEvent> events) {
        return events.stream()
                .map(NumberedEvent::walletId)
                .filter(Objects::nonNull)
                .collect(toSet());
    }
}
