package io.countersign.platform.db;

import io.countersign.platform.work.Signal;
import io.countersign.platform.work.Waiting;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Wakes those who wait, here and in every other copy of the server, by LISTEN/NOTIFY. A topic is the text of an id; who listens to
 * {@link #ALL} hears everything. A lost wake-up delays and never loses: all who wait also look by themselves.
 */
@ApplicationScoped
public class Notifications {

    public static final String ALL = "*";

    private static final Logger LOG = Logger.getLogger(Notifications.class);
    private static final String CHANNEL = "countersign";
    private static final int TOPICS_A_MESSAGE = 150;

    private final Vertx vertx;
    private final Pool pool;
    private final PgConnectOptions options;
    private final Map<String, Set<Ticket>> waiting = new ConcurrentHashMap<>();
    private final Set<String> unsent = new HashSet<>();
    private final AtomicBoolean isSending = new AtomicBoolean();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final List<PgSubscriber> subscribers = new ArrayList<>();

    Notifications(
            Vertx vertx,
            Pool pool,
            @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") java.util.Optional<String> user,
            @ConfigProperty(name = "quarkus.datasource.password") java.util.Optional<String> password) {
        this.vertx = vertx;
        this.pool = pool;
        this.options = PgConnectOptions.fromUri(url.replaceFirst("^vertx-reactive:", ""));
        user.ifPresent(options::setUser);
        password.ifPresent(options::setPassword);
    }

    void start(@Observes StartupEvent event) {
        PgSubscriber subscriber = PgSubscriber.subscriber(vertx, options);
        subscriber.reconnectPolicy(failures -> Math.min(5_000L, 100L * (failures + 1)));
        subscriber.channel(CHANNEL).handler(payload -> wake(Set.of(payload.split(","))));
        subscriber.connect().onFailure(e -> LOG.warnf("the database can't be listened to: %s", e.getMessage()));
        subscribers.add(subscriber);
    }

    void stop(@Observes ShutdownEvent event) {
        subscribers.forEach(PgSubscriber::close);
    }

    /** Begins to listen, before the caller looks at what it waits for; {@link Ticket#close} ends it. */
    public Ticket listen(Set<String> topics) {
        Ticket ticket = new Ticket(topics);
        topics.forEach(topic -> waiting.compute(topic, (name, tickets) -> {
            Set<Ticket> all = tickets == null ? ConcurrentHashMap.newKeySet() : tickets;
            all.add(ticket);
            return all;
        }));
        return ticket;
    }

    /** Runs {@code listener}, which must return at once, whenever anything is published, as long as the server runs. */
    public void onAll(Runnable listener) {
        listeners.add(listener);
    }

    /** Wakes those who listen to {@code topics}: here at once, elsewhere by one coalesced NOTIFY outside every transaction. */
    public void publish(Set<String> topics) {
        wake(topics);
        synchronized (unsent) {
            unsent.addAll(topics);
        }
        send();
    }

    private void send() {
        if (!isSending.compareAndSet(false, true)) {
            return;
        }
        String payload = takeUnsent();
        if (payload.isEmpty()) {
            isSending.set(false);
            return;
        }
        pool.preparedQuery("SELECT pg_notify($1, $2)")
                .execute(Tuple.of(CHANNEL, payload))
                .subscribe()
                .with(sent -> sendNext(), e -> {
                    LOG.debugf("a wake-up was not sent: %s", e.getMessage());
                    sendNext();
                });
    }

    private void sendNext() {
        isSending.set(false);
        send();
    }

    private String takeUnsent() {
        synchronized (unsent) {
            List<String> topics = unsent.stream().limit(TOPICS_A_MESSAGE).toList();
            topics.forEach(unsent::remove);
            return String.join(",", topics);
        }
    }

    private void wake(Set<String> topics) {
        topics.forEach(this::wake);
        if (!topics.contains(ALL)) {
            wake(ALL);
        }
        listeners.forEach(Runnable::run);
    }

    private void wake(String topic) {
        waiting.getOrDefault(topic, Set.of()).forEach(ticket -> ticket.signal.give());
    }

    /** One who listens. Signals are kept until they are waited for, so none between two looks is lost. */
    public final class Ticket implements Waiting {

        private final Set<String> topics;
        private final Signal signal = new Signal(vertx);

        private Ticket(Set<String> topics) {
            this.topics = Set.copyOf(topics);
        }

        @Override
        public Uni<Void> signalledWithin(Duration patience) {
            return signal.within(patience);
        }

        @Override
        public void close() {
            topics.forEach(topic -> waiting.computeIfPresent(topic, (name, tickets) -> {
                tickets.remove(this);
                return tickets.isEmpty() ? null : tickets;
            }));
        }
    }
}
