package io.countersign.platform.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;

/** Where the database is, for both drivers, and who we are there. A user or password may also be part of the URLs. */
public record DatabaseLocation(
        String jdbcUrl, String reactiveUrl, Optional<String> username, Optional<String> password) {

    /** A connection outside the server's pools: before it starts, or for a command that runs beside it. */
    public Connection connect(Properties driverProperties) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(driverProperties);
        username.ifPresent(name -> properties.setProperty("user", name));
        password.ifPresent(secret -> properties.setProperty("password", secret));
        Connection connection = new Driver().connect(jdbcUrl, properties);
        if (connection == null) {
            throw new SQLException("%s is not a PostgreSQL URL.".formatted(this));
        }
        return connection;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return jdbcUrl.replaceFirst("\\?.*", "");
    }
}
