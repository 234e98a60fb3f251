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

/** A PostgreSQL that keeps what it commits, for packaged servers that a test starts on it. */
public final class DurableDatabase implements AutoCloseable {

    /** The name of the database that servers use where a test names no other. */
    public static final String NAME = "postgres";

    private static final String KEY_OF_THE_TESTS = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private final EmbeddedPostgres postgres;

    private DurableDatabase(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    public static DurableDatabase start() {
        try {
            return new DurableDatabase(EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(new File("target/postgresql-for-tests"))
                    .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a server on it; several may run at once, each in a directory of its own. */
    public ServerProcess server(Path directory, Map<String, String> more) {
        Map<String, String> settings = settings(NAME);
        settings.putAll(more);
        return ServerProcess.start(directory, settings);
    }

    /** Starts a server on a copy. */
    public ServerProcess server(Path directory, String name) {
        return ServerProcess.start(directory, settings(name));
    }

    /** Runs a command of the jar on a copy to its end. */
    public ServerProcess command(Path directory, String name, String... arguments) {
        return ServerProcess.launch(directory, settings(name), Map.of(), List.of(arguments));
    }

    /** Copies it while no server uses it, as a backup does. */
    public void copy(String name) throws SQLException {
        try (Connection connection =
                        postgres.getDatabase("postgres", "template1").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE %s TEMPLATE %s".formatted(name, NAME));
        }
    }

    public Connection connect() throws SQLException {
        return postgres.getPostgresDatabase().getConnection();
    }

    private Map<String, String> settings(String name) {
        return new HashMap<>(Map.of(
                "quarkus.datasource.jdbc.url",
                "jdbc:postgresql://localhost:%d/%s".formatted(postgres.getPort(), name),
                "quarkus.datasource.username",
                "postgres",
                "quarkus.datasource.password",
                "postgres",
                "countersign.key-encryption-key",
                KEY_OF_THE_TESTS,
                "countersign.first-invitation",
                TestDatabase.FIRST_INVITATION));
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
