package io.countersign.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Statements behind the server's back, on the tests' database. */
public final class Sql {

    private Sql() {}

    /** The number of rows that were changed. */
    public static int change(String statement, Object... values) {
        try (Connection connection = JournalRows.connect();
                Statement sql = connection.createStatement()) {
            return sql.executeUpdate(statement.formatted(values));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The number in the first column of the first row. */
    public static long number(String query, Object... values) {
        try (Connection connection = JournalRows.connect();
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery(query.formatted(values))) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The types of the journal's entries that name {@code id} as actor or in their data, in their order. */
    public static List<String> journalOf(String id) {
        try (Connection connection = JournalRows.connect();
                var query = connection.prepareStatement(
                        "SELECT type FROM journal WHERE position(?::bytea IN leaf) > 0 ORDER BY id")) {
            query.setString(1, id);
            ResultSet rows = query.executeQuery();
            List<String> types = new ArrayList<>();
            while (rows.next()) {
                types.add(rows.getString(1));
            }
            return types;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
