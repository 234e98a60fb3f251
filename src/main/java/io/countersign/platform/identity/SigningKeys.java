package io.countersign.platform.identity;

import io.countersign.platform.identity.store.SigningKeyQueries;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The keys that sign access tokens, as all copies of the server share them. They are looked at again once a minute, and when a token
 * names an unknown one; the next is made when its time has come and published well before it signs.
 */
@ApplicationScoped
public class SigningKeys {

    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final Duration PATIENCE_WITH_UNKNOWN = Duration.ofSeconds(1);
    private static final Duration HEAD_START = FRESH.multipliedBy(5);

    private final SigningKeyQueries queries;
    private final SigningKeyCodec codec;
    private final IdentityConfig config;
    private final Clock clock;

    private volatile Known known = new Known(Instant.MIN, new SigningKeySet(List.of()));

    SigningKeys(SigningKeyQueries queries, SigningKeyCodec codec, IdentityConfig config, Clock clock) {
        this.queries = queries;
        this.codec = codec;
        this.config = config;
        this.clock = clock;
    }

    /** The key to sign with; made where there is none yet. */
    public Uni<SigningKey> signer() {
        return current().map(keys -> keys.signer(clock.instant()).orElseThrow());
    }

    /** The key of that id, from the server's own table and nowhere else. */
    public Uni<Optional<SigningKey>> find(String kid) {
        return current().chain(keys -> {
            Optional<SigningKey> found = keys.find(kid, clock.instant());
            return found.isPresent() || isFresh(PATIENCE_WITH_UNKNOWN)
                    ? Uni.createFrom().item(found)
                    : read().map(again -> again.find(kid, clock.instant()));
        });
    }

    /** The public parts that verifiers may need now. */
    public Uni<List<SigningKey>> published() {
        return current().map(keys -> keys.published(clock.instant()));
    }

    private Uni<SigningKeySet> current() {
        SigningKeySet keys = known.keys();
        return isFresh(FRESH) && !isNextDue(keys) ? Uni.createFrom().item(keys) : read().chain(this::withNext);
    }

    private boolean isFresh(Duration patience) {
        Instant now = clock.instant();
        // A clock that was set back must not make what was read before fresh for as long as that.
        return known.readAt().isAfter(now.minus(patience)) && !known.readAt().isAfter(now);
    }

    private boolean isNextDue(SigningKeySet keys) {
        return keys.isNextDue(clock.instant(), config.signingKeyLifetime());
    }

    private Uni<SigningKeySet> withNext(SigningKeySet keys) {
        if (!isNextDue(keys)) {
            return Uni.createFrom().item(keys);
        }
        Instant now = clock.instant();
        Instant signsFrom = keys.isEmpty() ? now : now.plus(HEAD_START);
        return queries.add(codec.make(keys.nextGeneration(), now, signsFrom)).chain(this::read);
    }

    private Uni<SigningKeySet> read() {
        return queries.all()
                .map(rows -> new SigningKeySet(rows.stream().map(codec::open).toList()))
                .invoke(keys -> known = new Known(clock.instant(), keys));
    }

    private record Known(Instant readAt, SigningKeySet keys) {}
}
