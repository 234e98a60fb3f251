package io.countersign.journal.log;

import io.countersign.journal.OutsideJournal;
import io.countersign.journal.log.store.OutsideLogRows;
import io.countersign.journal.log.store.StoredLogKey;
import io.countersign.kernel.Event;
import io.countersign.kernel.EventType;
import io.countersign.kernel.EventValue.Field;
import io.countersign.platform.time.Ids;
import io.countersign.platform.time.Randomness;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;

/** What commands of the jar do to the log, beside a running server or without one. Each is one transaction. */
public final class OutsideLog {

    private final Connection database;
    private final Clock clock;
    private final Randomness randomness;

    public OutsideLog(Connection database, Clock clock, Randomness randomness) {
        this.database = database;
        this.clock = clock;
        this.randomness = randomness;
    }

    /** Begins a new epoch, and says so in the journal. Answers the epoch. */
    public int restored() throws SQLException {
        return committed(rows -> {
            int epoch = rows.epoch() + 1;
            rows.raise(epoch, clock.instant());
            Event event =
                    Event.of(EventType.LOG_RESTORED, Field.count("epoch", epoch), Field.count("size", rows.size()));
            OutsideJournal.append(database, new Ids(clock, randomness), randomness, event, clock.instant());
            return epoch;
        });
    }

    /** Makes the next key, which signs from now on. Answers its generation. */
    public int rotate(LogKeyCodec codec) throws SQLException {
        return committed(rows -> {
            StoredLogKey key = codec.make(rows.generation() + 1, clock.instant());
            rows.add(key);
            return key.generation();
        });
    }

    private int committed(Work work) throws SQLException {
        database.setAutoCommit(false);
        int done = work.run(OutsideLogRows.lock(database));
        database.commit();
        return done;
    }

    /** Something done while the log is locked. */
    private interface Work {
        int run(OutsideLogRows rows) throws SQLException;
    }
}
