package io.countersign.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** A PostgreSQL that keeps what it commits, for packaged servers that a test starts on it. */
public final class DurableDatabase implements AutoCloseable {

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
        Map<String, String> settings = new HashMap<>(Map.of(
                "quarkus.datasource.jdbc.url",
                "jdbc:postgresql://localhost:%d/postgres".formatted(postgres.getPort()),
                "quarkus.datasource.username",
                "postgres",
                "quarkus.datasource.password",
                "postgres",
                "countersign.key-encryption-key",
                KEY_OF_THE_TESTS,
                "countersign.first-invitation",
                TestDatabase.FIRST_INVITATION));
        settings.putAll(more);
        return ServerProcess.start(directory, settings);
    }

    public Connection connect() throws SQLException {
        return postgres.getPostgresDatabase().getConnection();
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
