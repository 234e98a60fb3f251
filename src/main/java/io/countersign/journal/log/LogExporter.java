package io.countersign.journal.log;

import io.countersign.crypto.bytes.Base64Text;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Ed25519PublicKey;
import io.countersign.crypto.merkle.KeyUse;
import io.countersign.crypto.merkle.VerifierKey;
import io.countersign.platform.http.Json;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the whole log as JSON lines, as {@code docs/guides/verify.md} describes: a header, every entry, every checkpoint. */
public final class LogExporter {

    private static final int ROWS_AT_ONCE = 1_000;

    private static final String HEAD =
            "SELECT head.epoch, head.size, origin.base FROM journal_head head CROSS JOIN log_origin origin";

    private static final String KEYS =
            """
            SELECT identity.epoch, key.public_key
              FROM log_identity identity
              JOIN log_key key ON key.generation = identity.generation
             ORDER BY identity.epoch DESC, key.generation DESC
            """;

    private static final String ENTRIES =
            """
            SELECT numbered.sequence - 1 AS index, numbered.entry_hash, entry.leaf
              FROM journal_sequence numbered
              LEFT JOIN journal entry ON entry.id = numbered.entry_id
             ORDER BY numbered.sequence
            """;

    private static final String CHECKPOINTS = "SELECT note FROM log_checkpoint ORDER BY epoch, size";

    private final Connection database;
    private final PrintWriter out;

    public LogExporter(Connection database, PrintWriter out) {
        this.database = database;
        this.out = out;
    }

    /** All of one moment. Without {@code leaves} only their hashes. */
    public void write(boolean leaves) throws SQLException {
        database.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        database.setReadOnly(true);
        database.setAutoCommit(false);
        writeHeader();
        try (Statement statement = database.createStatement()) {
            statement.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet rows = statement.executeQuery(ENTRIES)) {
                while (rows.next()) {
                    byte[] leaf = rows.getBytes("leaf");
                    line(
                            "index", rows.getLong("index"),
                            "entry", Bytes.wrap(rows.getBytes("entry_hash")).toHex(),
                            "leaf", leaf == null || !leaves ? null : Base64Text.encode(Bytes.wrap(leaf)));
                }
            }
            try (ResultSet rows = statement.executeQuery(CHECKPOINTS)) {
                while (rows.next()) {
                    line("checkpoint", rows.getString("note"));
                }
            }
        }
        database.rollback();
        out.flush();
    }

    private void writeHeader() throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet head = statement.executeQuery(HEAD)) {
            head.next();
            LogOrigin origin = new LogOrigin(head.getString("base"));
            int epoch = head.getInt("epoch");
            long size = head.getLong("size");
            line(
                    "format",
                    "countersign-log/1",
                    "origin",
                    origin.of(epoch),
                    "epoch",
                    epoch,
                    "size",
                    size,
                    "verifierKeys",
                    keys(origin));
        }
    }

    private List<String> keys(LogOrigin origin) throws SQLException {
        List<String> keys = new ArrayList<>();
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(KEYS)) {
            while (rows.next()) {
                Ed25519PublicKey key = new Ed25519PublicKey(Bytes32.wrap(rows.getBytes("public_key")));
                keys.add(new VerifierKey(origin.of(rows.getInt("epoch")), KeyUse.NOTE, key).toString());
            }
        }
        return keys;
    }

    private void line(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        out.println(new String(Json.write(members).toArray(), StandardCharsets.UTF_8));
    }
}
