package io.countersign.journal.log.store;

import io.countersign.crypto.bytes.Bytes32;
import io.countersign.journal.log.HandedIn;
import io.countersign.kernel.AccountId;
import io.countersign.platform.db.Sessions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** The evidence of forks. */
@ApplicationScoped
public class ForkReports {

    private static final String ADD =
            """
            INSERT INTO log_fork_report (text_hash, note, epoch, size, reported_by, reported_at)
            VALUES (:hash, :note, :epoch, :size, :reporter, :now)
                ON CONFLICT DO NOTHING
            """;

    private final Sessions sessions;

    ForkReports(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Keeps it in the transaction under way; answers whether it is new. */
    public Uni<Boolean> add(Bytes32 hash, HandedIn handedIn, int epoch, Optional<AccountId> reporter, Instant now) {
        return sessions.current()
                .chain(session -> insert(session, hash, handedIn, epoch, reporter, now))
                .map(rows -> rows == 1);
    }

    private static Uni<Integer> insert(
            Mutiny.Session session,
            Bytes32 hash,
            HandedIn handedIn,
            int epoch,
            Optional<AccountId> reporter,
            Instant now) {
        return session.createNativeQuery(ADD)
                .setParameter("hash", hash.toArray())
                .setParameter("note", handedIn.note().toString())
                .setParameter("epoch", epoch)
                .setParameter("size", handedIn.checkpoint().size())
                .setParameter("reporter", reporter.map(AccountId::value).orElse(null))
                .setParameter("now", now.atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }
}
