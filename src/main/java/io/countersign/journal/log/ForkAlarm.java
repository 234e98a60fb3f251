package io.countersign.journal.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.journal.Journal;
import io.countersign.journal.log.store.ForkReports;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.Event;
import io.countersign.kernel.EventType;
import io.countersign.kernel.EventValue.Field;
import io.countersign.platform.db.Transactions;
import io.countersign.platform.identity.Audience;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Keeps what proves a fork and tells of it, once a distinct text: more lines beneath it make no other. */
@ApplicationScoped
class ForkAlarm {

    private static final Logger LOG = Logger.getLogger(ForkAlarm.class);

    private final Transactions transactions;
    private final ForkReports reports;
    private final Journal journal;
    private final Audience audience;
    private final Clock clock;

    ForkAlarm(Transactions transactions, ForkReports reports, Journal journal, Audience audience, Clock clock) {
        this.transactions = transactions;
        this.reports = reports;
        this.journal = journal;
        this.audience = audience;
        this.clock = clock;
    }

    /** In a transaction of its own: the request that brings the evidence is refused, and the evidence stays. */
    Uni<Void> raise(HandedIn handedIn, int epoch, Optional<AccountId> reporter) {
        Bytes32 hash = Hashes.sha256(Bytes.wrap(handedIn.note().text().getBytes(UTF_8)));
        return audience.operators()
                .chain(operators -> transactions.run(() -> reports.add(hash, handedIn, epoch, reporter, clock.instant())
                        .map(isNew -> isNew ? events(handedIn, epoch, hash, operators) : List.<Event>of())
                        .chain(events -> journal.append(reporter.orElse(null), events))))
                .replaceWithVoid();
    }

    /** One for each operator; where there is none, one that stands in the log all the same. */
    private static List<Event> events(HandedIn handedIn, int epoch, Bytes32 hash, Set<AccountId> operators) {
        long size = handedIn.checkpoint().size();
        LOG.errorf(
                "the log has forked or shrunk: it signed a checkpoint that is no part of it epoch=%d size=%d",
                epoch, size);
        Field[] data = {
            Field.count("epoch", epoch), Field.count("size", size), Field.word("checkpointHash", hash.toHex())
        };
        return operators.isEmpty()
                ? List.of(Event.of(EventType.LOG_FORK_REPORTED, data))
                : operators.stream()
                        .map(operator -> Event.toAccount(EventType.LOG_FORK_REPORTED, operator, data))
                        .toList();
    }
}
