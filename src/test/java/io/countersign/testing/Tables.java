package io.countersign.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Looks behind the server at all its tables, whichever there are: what a command left in them. */
public final class Tables {

    /** What the server does by itself goes on meanwhile: jobs, the numbering of the journal and the log over it. */
    private static final Set<String> BACKGROUND =
            Set.of("job", "journal_queue", "journal_sequence", "journal_head", "journal_node");

    private static final int ATTEMPTS = 3;

    private Tables() {}

    /** What the command gives, if the journal grew by it. */
    public static <T> T afterOneEntry(Supplier<T> command) {
        return afterEntries(1, command);
    }

    /** What the commands give, if the journal grew by an entry for each. */
    public static <T> T afterEntries(int count, Supplier<T> commands) {
        long before = entries();
        T result = commands.get();
        assertThat(entries()).as("entries after %s", result).isGreaterThanOrEqualTo(before + count);
        return result;
    }

    public static void afterEntries(int count, Runnable commands) {
        afterEntries(count, () -> {
            commands.run();
            return "commands";
        });
    }

    /** Fails if the attempt changes a row of any table each time. Once may be the work of a job that an earlier test left. */
    public static void unchangedBy(Runnable attempt) {
        for (int i = 1; i <= ATTEMPTS; i++) {
            Map<String, String> before = contents();
            attempt.run();
            Map<String, String> after = contents();
            if (after.equals(before)) {
                return;
            }
            if (i == ATTEMPTS) {
                assertThat(after).isEqualTo(before);
            }
        }
    }

    private static long entries() {
        return ask(statement -> Long.parseLong(first(statement, "SELECT count(*) FROM journal")));
    }

    /** For each table a hash over all its rows. */
    private static Map<String, String> contents() {
        return ask(statement -> {
            Map<String, String> hashes = new TreeMap<>();
            try (ResultSet tables =
                    statement.executeQuery("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) {
                while (tables.next()) {
                    hashes.put(tables.getString(1), "");
                }
            }
            hashes.keySet().removeIf(name -> BACKGROUND.contains(name) || name.startsWith("log_"));
            for (Map.Entry<String, String> table : hashes.entrySet()) {
                table.setValue(first(
                        statement,
                        "SELECT count(*) || ' ' || coalesce(sum(hashtextextended(r::text, 0)), 0) FROM \"%s\" r"
                                .formatted(table.getKey())));
            }
            return hashes;
        });
    }

    private static String first(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static <T> T ask(Question<T> question) {
        try (Connection connection = JournalRows.connect();
                Statement statement = connection.createStatement()) {
            return question.ask(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is asked of the database. */
    private interface Question<T> {
        T ask(Statement statement) throws SQLException;
    }
}
