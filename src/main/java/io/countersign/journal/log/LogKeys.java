package io.countersign.journal.log;

import io.countersign.crypto.cipher.Ed25519PrivateKey;
import io.countersign.crypto.cipher.Ed25519PublicKey;
import io.countersign.crypto.merkle.KeyUse;
import io.countersign.crypto.merkle.NoteSigner;
import io.countersign.crypto.merkle.VerifierKey;
import io.countersign.journal.log.store.LogQueries;
import io.countersign.journal.log.store.StoredIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who the log is and by which key it signs, as all copies of the server share it; looked at again every few seconds. */
@ApplicationScoped
public class LogKeys {

    private static final Duration FRESH = Duration.ofSeconds(5);

    private final LogQueries queries;
    private final LogKeyCodec codec;
    private final Clock clock;

    private volatile @Nullable Known known;

    LogKeys(LogQueries queries, LogKeyCodec codec, Clock clock) {
        this.queries = queries;
        this.codec = codec;
        this.clock = clock;
    }

    /** Who the log is and was. */
    public Uni<LogIdentities> identities() {
        return current().map(Known::identities);
    }

    /** Signs as the log does now. */
    Uni<NoteSigner> signer() {
        return current().map(Known::signer);
    }

    /** What is known, at most a few seconds old. */
    Uni<Known> current() {
        Known before = known;
        return before != null && before.readAt().plus(FRESH).isAfter(clock.instant())
                ? Uni.createFrom().item(before)
                : read();
    }

    /** The same, read again. */
    Uni<Known> read() {
        return queries.base().chain(base -> queries.identities().map(rows -> {
            Known now = known(new LogOrigin(base.orElseThrow()), rows);
            known = now;
            return now;
        }));
    }

    private Known known(LogOrigin origin, List<StoredIdentity> rows) {
        LogIdentities identities = new LogIdentities(
                rows.stream().map(row -> identity(origin, row)).toList());
        LogIdentity current = identities.current();
        NoteSigner signer = new NoteSigner(current.origin(), key(rows.get(rows.size() - 1)));
        return new Known(clock.instant(), origin, identities, signer);
    }

    private Ed25519PrivateKey key(StoredIdentity row) {
        return codec.open(row.key());
    }

    private static LogIdentity identity(LogOrigin origin, StoredIdentity row) {
        Ed25519PublicKey key = new Ed25519PublicKey(row.key().publicKey());
        return new LogIdentity(
                row.epoch(), row.generation(), new VerifierKey(origin.of(row.epoch()), KeyUse.NOTE, key));
    }

    /** What the log is, as read at a moment. */
    record Known(Instant readAt, LogOrigin origin, LogIdentities identities, NoteSigner signer) {}
}
