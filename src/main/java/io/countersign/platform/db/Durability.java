package io.countersign.platform.db;

import io.countersign.platform.config.StartRefusedException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Whether a database keeps what it commits. A signature that was acknowledged must not be lost with the power. */
public final class Durability {

    // A new connection sees what is set for its role and its database, too.
    private static final String SETTINGS =
            """
            SELECT current_setting('fsync'),
                   current_setting('full_page_writes'),
                   current_setting('synchronous_commit')
            """;

    private Durability() {}

    /** @throws StartRefusedException if it can't be asked, or does not keep what it commits */
    public static void require(DatabaseLocation location, Properties driverProperties) {
        try (Connection connection = location.connect(driverProperties)) {
            List<String> faults = faultsOf(connection);
            if (!faults.isEmpty()) {
                throw new StartRefusedException(
                        "The database %s does not keep what it commits, so that a crash could lose signatures that were acknowledged: %s. Change that for the server, the database and the role."
                                .formatted(location, String.join("; ", faults)));
            }
        } catch (SQLException e) {
            throw new StartRefusedException("The database %s can't be used: %s".formatted(location, e.getMessage()), e);
        }
    }

    private static List<String> faultsOf(Connection connection) throws SQLException {
        List<String> faults = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SETTINGS)) {
            if (!row.next()) {
                throw new SQLException("It does not tell its settings.");
            }
            if (row.getString(1).equals("off")) {
                faults.add("fsync is off and must be on");
            }
            if (row.getString(2).equals("off")) {
                faults.add("full_page_writes is off and must be on");
            }
            if (row.getString(3).equals("off")) {
                faults.add("synchronous_commit is off and must be on (or local, remote_write, remote_apply)");
            }
        }
        return faults;
    }
}
