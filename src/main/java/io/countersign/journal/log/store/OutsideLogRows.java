package io.countersign.journal.log.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;

/** The log's rows for a command of the jar, locked until its transaction ends. Blocking. */
public final class OutsideLogRows {

    private static final String HEAD =
            """
            SELECT epoch, size, (SELECT COALESCE(MAX(generation), 0) FROM log_key) AS generation
              FROM journal_head
               FOR UPDATE
            """;

    private static final String RAISE = "UPDATE journal_head SET epoch = ?";

    private static final String ADD_KEY =
            "INSERT INTO log_key (generation, public_key, sealed_seed, created_at) VALUES (?, ?, ?, ?)";

    /** Nothing where there is no key yet: the first start makes it. */
    private static final String ADD_IDENTITY =
            """
            INSERT INTO log_identity (epoch, generation, since)
            SELECT ?, generation, ?
              FROM log_key
             ORDER BY generation DESC
             LIMIT 1
            """;

    private final Connection database;
    private final int epoch;
    private final long size;
    private final int generation;

    private OutsideLogRows(Connection database, ResultSet head) throws SQLException {
        this.database = database;
        this.epoch = head.getInt("epoch");
        this.size = head.getLong("size");
        this.generation = head.getInt("generation");
    }

    public static OutsideLogRows lock(Connection database) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet head = statement.executeQuery(HEAD)) {
            head.next();
            return new OutsideLogRows(database, head);
        }
    }

    public int epoch() {
        return epoch;
    }

    public long size() {
        return size;
    }

    /** Of the newest key, 0 where there is none. */
    public int generation() {
        return generation;
    }

    public void raise(int newEpoch, Instant now) throws SQLException {
        try (PreparedStatement raise = database.prepareStatement(RAISE)) {
            raise.setInt(1, newEpoch);
            raise.executeUpdate();
        }
        addIdentity(newEpoch, now);
    }

    public void add(StoredLogKey key) throws SQLException {
        try (PreparedStatement add = database.prepareStatement(ADD_KEY)) {
            add.setInt(1, key.generation());
            add.setBytes(2, key.publicKey().toArray());
            add.setBytes(3, key.sealedSeed().toArray());
            add.setObject(4, key.createdAt().atOffset(ZoneOffset.UTC));
            add.executeUpdate();
        }
        addIdentity(epoch, key.createdAt());
    }

    private void addIdentity(int inEpoch, Instant since) throws SQLException {
        try (PreparedStatement add = database.prepareStatement(ADD_IDENTITY)) {
            add.setInt(1, inEpoch);
            add.setObject(2, since.atOffset(ZoneOffset.UTC));
            add.executeUpdate();
        }
    }
}
