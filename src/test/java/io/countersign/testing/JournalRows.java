package io.countersign.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Looks behind the server: what is committed in its journal, numbered or not. */
public final class JournalRows {

    private JournalRows() {}

    /** All entries of the wallet. */
    public static long of(TestWallet wallet) {
        return count(wallet, "TRUE");
    }

    /** The entries that somebody made; what jobs add by themselves, as the chain goes on, is left out. */
    public static long byPeople(TestWallet wallet) {
        return count(wallet, "convert_from(leaf, 'UTF8')::jsonb ->> 'actor' IS NOT NULL");
    }

    private static long count(TestWallet wallet, String condition) {
        String sql = "SELECT count(*) FROM journal WHERE wallet_id = ? AND " + condition;
        try (Connection connection = connect();
                var query = connection.prepareStatement(sql)) {
            query.setObject(1, UUID.fromString(wallet.id()));
            ResultSet row = query.executeQuery();
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A connection of one's own to the tests' database. */
    public static Connection connect() throws SQLException {
        Config config = ConfigProvider.getConfig();
        return DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("quarkus.datasource.username", String.class),
                config.getValue("quarkus.datasource.password", String.class));
    }
}
