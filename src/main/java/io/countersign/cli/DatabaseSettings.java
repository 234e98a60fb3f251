package io.countersign.cli;

import io.countersign.platform.db.DatabaseLocation;
import io.countersign.platform.db.DatabaseUrl;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

/** The framework's settings of the database: what the operator gave, and what is told to both drivers. */
record DatabaseSettings(Config config) {

    private static final String JDBC_URL = "quarkus.datasource.jdbc.url";
    private static final String REACTIVE_URL = "quarkus.datasource.reactive.url";
    private static final String USERNAME = "quarkus.datasource.username";
    private static final String PASSWORD = "quarkus.datasource.password";
    private static final String DRIVER_PROPERTIES = "quarkus.datasource.jdbc.additional-jdbc-properties.";

    /** The operator's database; empty where neither URL is set. One URL gives the other. */
    Optional<DatabaseLocation> external() {
        Optional<String> jdbc = text(JDBC_URL);
        Optional<String> reactive = text(REACTIVE_URL);
        return jdbc.or(() -> reactive.map(DatabaseUrl::jdbcOf))
                .map(url -> new DatabaseLocation(
                        url, reactive.orElseGet(() -> DatabaseUrl.reactiveOf(url)), text(USERNAME), text(PASSWORD)));
    }

    Properties driverProperties() {
        Properties properties = new Properties();
        StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(name -> name.startsWith(DRIVER_PROPERTIES))
                .forEach(name -> properties.setProperty(
                        name.substring(DRIVER_PROPERTIES.length()).replace("\"", ""),
                        text(name).orElse("")));
        return properties;
    }

    /** Tells the framework by system properties, until closed. */
    AutoCloseable publish(DatabaseLocation location) {
        Map<String, String> told =
                new TreeMap<>(Map.of(JDBC_URL, location.jdbcUrl(), REACTIVE_URL, location.reactiveUrl()));
        location.username().ifPresent(username -> told.put(USERNAME, username));
        location.password().ifPresent(password -> told.put(PASSWORD, password));
        told.keySet().removeIf(name -> System.getProperty(name) != null);
        told.forEach(System::setProperty);
        return () -> told.keySet().forEach(System::clearProperty);
    }

    private Optional<String> text(String name) {
        return config.getOptionalValue(name, String.class);
    }
}
