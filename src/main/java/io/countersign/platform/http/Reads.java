package io.countersign.platform.http;

import io.countersign.kernel.AccountId;
import io.countersign.platform.db.Answer;
import io.countersign.platform.db.Notifications;
import io.countersign.platform.identity.AccessToken;
import io.countersign.platform.identity.Caller;
import io.countersign.platform.identity.CurrentCaller;
import io.countersign.platform.identity.SessionCallers;
import io.countersign.platform.work.Waiting;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Answers a GET: with its ETag, 304 where the client has it already, and held with {@code ?wait=} until the resource changes. The
 * read is run again on every wake-up, rights and all.
 */
@ApplicationScoped
public class Reads {

    private static final int WAITS_OF_AN_ACCOUNT = 20;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final Exchange exchange;
    private final CurrentCaller caller;
    private final SessionCallers sessions;
    private final Notifications notifications;
    private final Clock clock;
    private final Map<AccountId, Integer> waits = new ConcurrentHashMap<>();

    Reads(Exchange exchange, CurrentCaller caller, SessionCallers sessions, Notifications notifications, Clock clock) {
        this.exchange = exchange;
        this.caller = caller;
        this.sessions = sessions;
        this.notifications = notifications;
        this.clock = clock;
    }

    /** Answers what {@code read} gives; {@code topic} is the id of what it depends on, as {@link Notifications} names it. */
    public Uni<Response> get(Object topic, Supplier<Uni<Answer>> read) {
        List<String> known = exchange.headers("If-None-Match");
        Predicate<Answer> isNews = answer -> !Etags.matchesAny(known, Etags.of(answer));
        Waiter waiter = new Waiter(() -> notifications.listen(Set.of(topic.toString())), LOOK_AGAIN);
        return held(waiter, known.isEmpty() ? answer -> true : isNews, read).map(answer -> conditional(answer, isNews));
    }

    /**
     * The same for what is followed by a cursor: with {@code ?wait=} it is held until {@code isNews}, whatever the client knows.
     * {@code listen} begins to wait for news, of which none may get lost.
     */
    public <T> Uni<Response> following(
            Supplier<Waiting> listen, Supplier<Uni<T>> read, Predicate<T> isNews, Function<T, Answer> render) {
        return rendered(held(new Waiter(listen, LONGEST_WAIT), isNews, read), render);
    }

    /** The same for what is not there yet: held until it is, or the time is over; {@code topic} tells when to look again. */
    public <T> Uni<Response> appearing(
            Object topic, Supplier<Uni<T>> read, Predicate<T> isThere, Function<T, Answer> render) {
        Waiter waiter = new Waiter(() -> notifications.listen(Set.of(topic.toString())), LOOK_AGAIN);
        return rendered(held(waiter, isThere, read), render);
    }

    private <T> Uni<Response> rendered(Uni<T> found, Function<T, Answer> render) {
        List<String> known = exchange.headers("If-None-Match");
        return found.map(render).map(answer -> conditional(answer, news -> !Etags.matchesAny(known, Etags.of(news))));
    }

    private static Response conditional(Answer answer, Predicate<Answer> isNews) {
        String etag = Etags.of(answer);
        return isNews.test(answer) ? Responses.of(answer.withEtag(etag)) : Responses.notModified(etag);
    }

    /** Runs {@code read} until its answer is news or the time of {@code ?wait=} is over; the last answer is given either way. */
    private <T> Uni<T> held(Waiter waiter, Predicate<T> isNews, Supplier<Uni<T>> read) {
        return read.get().chain(first -> {
            int seconds = exchange.waitSeconds();
            return seconds == 0 || isNews.test(first) || caller.find().isEmpty()
                    ? Uni.createFrom().item(first)
                    : waiting(waiter, isNews, read, clock.instant().plusSeconds(seconds));
        });
    }

    private <T> Uni<T> waiting(Waiter waiter, Predicate<T> isNews, Supplier<Uni<T>> read, Instant until) {
        Caller who = caller.get();
        Instant end = until.isBefore(who.tokenExpiresAt()) ? until : who.tokenExpiresAt();
        take(who.accountId());
        Waiting waiting = waiter.listen().get();
        return untilNews(waiting, waiter.lookAgain(), isNews, read, end)
                .call(answer -> requireSession(who))
                .onTermination()
                .invoke(() -> {
                    waiting.close();
                    give(who.accountId());
                });
    }

    /** Who was signed out, disabled or lost the login key while waiting is told nothing any more. */
    private Uni<Void> requireSession(Caller who) {
        return sessions.find(new AccessToken(who.accountId(), who.sessionId(), who.tokenExpiresAt()))
                .invoke(found -> {
                    if (found.isEmpty()) {
                        throw HttpRefusal.signInFirst();
                    }
                })
                .replaceWithVoid();
    }

    private <T> Uni<T> untilNews(
            Waiting waiting, Duration lookAgain, Predicate<T> isNews, Supplier<Uni<T>> read, Instant end) {
        return read.get().chain(answer -> {
            Duration left = Duration.between(clock.instant(), end);
            if (isNews.test(answer) || left.isNegative() || left.isZero()) {
                return Uni.createFrom().item(answer);
            }
            Duration patience = left.compareTo(lookAgain) < 0 ? left : lookAgain;
            return waiting.signalledWithin(patience).chain(() -> untilNews(waiting, lookAgain, isNews, read, end));
        });
    }

    private void take(AccountId account) {
        int count = waits.merge(account, 1, Integer::sum);
        if (count > WAITS_OF_AN_ACCOUNT) {
            give(account);
            throw HttpRefusal.TOO_MANY_WAITS.refuse(
                    "At most %d requests of an account may wait at once.".formatted(WAITS_OF_AN_ACCOUNT));
        }
    }

    private void give(AccountId account) {
        waits.computeIfPresent(account, (id, count) -> count == 1 ? null : count - 1);
    }

    /** How to wait, and after which time to look without having been woken. */
    private record Waiter(Supplier<Waiting> listen, Duration lookAgain) {}
}
