package io.countersign.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Sets the clock ahead by which deliveries are due and leases run out, for all servers on the tests' database. */
public final class WebhookClock {

    private static final String CLOCK =
            """
            CREATE OR REPLACE FUNCTION webhook_clock() RETURNS TIMESTAMPTZ LANGUAGE SQL STABLE
                AS 'SELECT now() + INTERVAL ''%d milliseconds'''
            """;

    private WebhookClock() {}

    public static void ahead(Duration lead) {
        try (Connection connection = JournalRows.connect()) {
            ahead(connection, lead);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void ahead(Connection connection, Duration lead) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(CLOCK.formatted(lead.toMillis()));
        }
    }
}
