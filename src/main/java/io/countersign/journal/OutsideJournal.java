package io.countersign.journal;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.kernel.Event;
import io.countersign.platform.time.Ids;
import io.countersign.platform.time.Randomness;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/** Appends to the journal from outside the server: for a command of the jar, in the transaction of its own connection. */
public final class OutsideJournal {

    private static final String ADD = "INSERT INTO journal (id, entry_hash, type, leaf) VALUES (?, ?, ?, ?)";

    private static final String QUEUE = "INSERT INTO journal_queue (entry_id) VALUES (?)";

    private OutsideJournal() {}

    /** Appends an event that belongs to no wallet and that no account has caused; any server's sequencer numbers it. */
    public static void append(Connection database, Ids ids, Randomness randomness, Event event, Instant now)
            throws SQLException {
        UUID id = ids.next();
        Leaf leaf = Leaf.of(id, event, null, now, Bytes.wrap(randomness.bytes(Journal.SALT_BYTES)));
        try (PreparedStatement row = database.prepareStatement(ADD);
                PreparedStatement queued = database.prepareStatement(QUEUE)) {
            row.setObject(1, id);
            row.setBytes(2, leaf.hash().toArray());
            row.setString(3, event.type().word());
            row.setBytes(4, leaf.bytes().toArray());
            row.executeUpdate();
            queued.setObject(1, id);
            queued.executeUpdate();
        }
    }
}
