package io.countersign.journal.log;

import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.merkle.ConsistencyProof;
import io.countersign.journal.log.store.LogHead;
import io.countersign.journal.log.store.LogQueries;
import io.countersign.kernel.AccountId;
import io.countersign.platform.db.Answer;
import io.countersign.platform.db.Transactions;
import io.countersign.platform.work.Workers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Takes the checkpoints that clients saw last. A client is told at once when the log has forked or shrunk since, and what it brought
 * is kept: signed by this log and no part of it, it proves so to anyone.
 */
@ApplicationScoped
public class HandedInService {

    private final LogQueries queries;
    private final LogReads reads;
    private final LogKeys keys;
    private final CheckpointSigning signing;
    private final ForkAlarm alarm;
    private final Workers workers;
    private final Transactions transactions;

    HandedInService(
            LogQueries queries,
            LogReads reads,
            LogKeys keys,
            CheckpointSigning signing,
            ForkAlarm alarm,
            Workers workers,
            Transactions transactions) {
        this.queries = queries;
        this.reads = reads;
        this.keys = keys;
        this.signing = signing;
        this.alarm = alarm;
        this.workers = workers;
        this.transactions = transactions;
    }

    /** Answers with the proof from what was handed in to the newest checkpoint. */
    public Uni<Answer> judge(
            HandedIn handedIn, Optional<AccountId> reporter, Function<ConsistencyProof, Answer> render) {
        return judged(handedIn, reporter)
                .chain(proof -> transactions.answering(() -> Uni.createFrom().item(render.apply(proof))));
    }

    private Uni<ConsistencyProof> judged(HandedIn handedIn, Optional<AccountId> reporter) {
        return keys.read().chain(known -> workers.compute(() -> handedIn.judged(known.origin(), known.identities()))
                .chain(epoch -> judge(handedIn, epoch, reporter)));
    }

    private Uni<ConsistencyProof> judge(HandedIn handedIn, int epoch, Optional<AccountId> reporter) {
        return queries.head().chain(head -> isPrefix(handedIn, head).chain(isPrefix -> {
            if (isPrefix) {
                return proof(handedIn);
            }
            return epoch < head.epoch() ? restored(head) : forked(handedIn, epoch, head, reporter);
        }));
    }

    private Uni<Boolean> isPrefix(HandedIn handedIn, LogHead head) {
        long size = handedIn.checkpoint().size();
        if (size > head.size()) {
            return Uni.createFrom().item(false);
        }
        return reads.root(size).map(Bytes32::bytes).map(handedIn.checkpoint().rootHash()::equals);
    }

    private Uni<ConsistencyProof> proof(HandedIn handedIn) {
        long size = handedIn.checkpoint().size();
        return signing.covering(size).chain(newest -> reads.proven(size, newest.size()));
    }

    private static Uni<ConsistencyProof> restored(LogHead head) {
        throw LogRefusal.LOG_RESTORED.refuse(
                "The database was set back after this checkpoint was signed; the log is in epoch %d since."
                        .formatted(head.epoch()),
                Map.of("epoch", head.epoch(), "size", head.size()));
    }

    private Uni<ConsistencyProof> forked(HandedIn handedIn, int epoch, LogHead head, Optional<AccountId> reporter) {
        return alarm.raise(handedIn, epoch, reporter).map(kept -> {
            throw LogRefusal.LOG_FORKED.refuse(
                    "This log signed the checkpoint, and it is no part of the log: keep it, it proves so to anyone.",
                    Map.of("epoch", head.epoch(), "size", head.size()));
        });
    }
}
