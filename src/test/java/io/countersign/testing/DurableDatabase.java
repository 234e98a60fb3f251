package io.countersign.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A database that keeps what it commits, for packaged servers that a test starts on it: all on one PostgreSQL of this JVM. */
public final class DurableDatabase {

    private static final String KEY_OF_THE_TESTS = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final AtomicInteger MADE = new AtomicInteger();

    private final String name;

    private DurableDatabase(String name) {
        this.name = name;
    }

    /** A database that nothing has used before. */
    public static DurableDatabase fresh() {
        return from("template0");
    }

    /** Copies it while no server uses it, as a backup does. */
    public DurableDatabase copy() {
        return from(name);
    }

    private static DurableDatabase from(String template) {
        String name = "servers_" + MADE.incrementAndGet();
        try (Connection connection = PostgreSql.RUNNING.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE %s TEMPLATE %s".formatted(name, template));
            return new DurableDatabase(name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts a server on it; several may run at once, each in a directory of its own. */
    public ServerProcess server(Path directory, Map<String, String> more) {
        Map<String, String> settings = settings();
        settings.putAll(more);
        return ServerProcess.start(directory, settings);
    }

    /** Starts one as it is in use. */
    public ServerProcess serverToMeasure(Path directory) {
        return ServerProcess.startToMeasure(directory, settings());
    }

    /** Launches a command of the jar on it. */
    public ServerProcess command(Path directory, String... arguments) {
        return ServerProcess.launch(directory, settings(), Map.of(), List.of(arguments));
    }

    public Connection connect() throws SQLException {
        return PostgreSql.RUNNING.getDatabase("postgres", name).getConnection();
    }

    private Map<String, String> settings() {
        return new HashMap<>(Map.of(
                "quarkus.datasource.jdbc.url",
                "jdbc:postgresql://localhost:%d/%s".formatted(PostgreSql.RUNNING.getPort(), name),
                "quarkus.datasource.username",
                "postgres",
                "quarkus.datasource.password",
                "postgres",
                "countersign.key-encryption-key",
                KEY_OF_THE_TESTS,
                "countersign.first-invitation",
                TestDatabase.FIRST_INVITATION));
    }

    /** Started by its first use; the JVM's end stops it. */
    private static final class PostgreSql {

        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setOverrideWorkingDirectory(new File("target/postgresql-for-tests"))
                        .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                        .setServerConfig("fsync", "on")
                        .setServerConfig("full_page_writes", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
