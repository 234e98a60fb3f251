package io.countersign.journal.log;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.merkle.Checkpoint;
import io.countersign.crypto.merkle.MerkleHash;
import io.countersign.crypto.merkle.ProofPlan;
import io.countersign.journal.Leaf;
import io.countersign.journal.log.store.LockedLog;
import io.countersign.journal.log.store.LogQueries;
import io.countersign.kernel.Event;
import io.countersign.kernel.EventType;
import io.countersign.kernel.EventValue.Field;
import io.countersign.platform.time.Ids;
import io.countersign.platform.time.Randomness;
import io.countersign.platform.work.InTurn;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The log's epochs. Within one the log only grows. A database that was set back begins a new one, whose origin is another, so that
 * nobody takes the two for one log.
 */
@ApplicationScoped
public class LogEpochs {

    private static final Logger LOG = Logger.getLogger(LogEpochs.class);
    private static final int SALT_BYTES = 16;

    private final LogQueries queries;
    private final LogKeys keys;
    private final KeptCheckpoint kept;
    private final Ids ids;
    private final Randomness randomness;
    private final Clock clock;

    LogEpochs(LogQueries queries, LogKeys keys, KeptCheckpoint kept, Ids ids, Randomness randomness, Clock clock) {
        this.queries = queries;
        this.keys = keys;
        this.kept = kept;
        this.ids = ids;
        this.randomness = randomness;
        this.clock = clock;
    }

    /** Begins a new epoch if a checkpoint that was signed is no prefix of what the database holds now. Answers the epoch. */
    Uni<Integer> compare() {
        Optional<Checkpoint> file = kept.read();
        return keys.read()
                .chain(known -> queries.inTurn(log -> log.newest().chain(newest -> {
                    int ofFile =
                            file.map(signed -> epochOf(known.origin(), signed)).orElse(0);
                    List<Checkpoint> signed = Stream.concat(
                                    file.filter(text -> ofFile == log.head().epoch()).stream(),
                                    newest.map(SignedCheckpoint::checkpoint).stream())
                            .toList();
                    return ofFile > log.head().epoch() ? raise(log, ofFile + 1) : raiseUnlessPrefixes(log, signed);
                })));
    }

    private static int epochOf(LogOrigin origin, Checkpoint signed) {
        int epoch = origin.epochOf(signed.origin()).orElse(0);
        if (epoch == 0) {
            LOG.warnf("The checkpoint kept in the data directory is of another log: %s", signed.origin());
        }
        return epoch;
    }

    private Uni<Integer> raiseUnlessPrefixes(LockedLog log, List<Checkpoint> signed) {
        return InTurn.each(signed, checkpoint -> isPrefix(log, checkpoint))
                .chain(prefixes -> prefixes.contains(false)
                        ? raise(log, log.head().epoch() + 1)
                        : Uni.createFrom().item(log.head().epoch()));
    }

    private static Uni<Boolean> isPrefix(LockedLog log, Checkpoint signed) {
        if (signed.size() > log.head().size()) {
            return Uni.createFrom().item(false);
        }
        ProofPlan plan = ProofPlan.root(signed.size());
        return log.hashes(plan.nodes()).map(hashes -> {
            Bytes32 root = plan.hashes(hashes::get).stream().findFirst().orElse(MerkleHash.EMPTY);
            return root.bytes().equals(signed.rootHash());
        });
    }

    private Uni<Integer> raise(LockedLog log, int epoch) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        UUID id = ids.next();
        Event event = Event.of(
                EventType.LOG_RESTORED,
                Field.count("epoch", epoch),
                Field.count("size", log.head().size()));
        Leaf leaf = Leaf.of(id, event, null, now, Bytes.wrap(randomness.bytes(SALT_BYTES)));
        LOG.warnf(
                "The log begins epoch %d: the database holds %d entries, which are not all that was signed before.",
                epoch, log.head().size());
        return log.raise(epoch, now)
                .chain(() -> log.append(id, EventType.LOG_RESTORED, leaf))
                .replaceWith(epoch);
    }
}
