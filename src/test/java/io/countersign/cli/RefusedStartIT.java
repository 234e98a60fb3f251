package io.countersign.cli;

import static java.lang.ProcessBuilder.Redirect.DISCARD;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.ServerProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the packaged server refuses to start, it says why and leaves nothing behind. */
class RefusedStartIT {

    private static final Map<String, String> NO_SETTINGS = Map.of();

    @TempDir
    Path directory;

    @Test
    void refusesDatabaseThatForgets() throws Exception {
        try (EmbeddedPostgres forgetful = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(new File("target/postgresql-for-tests"))
                .setOutputRedirector(DISCARD)
                .start()) {
            Map<String, String> settings = Map.of(
                    "quarkus.datasource.reactive.url",
                    "postgresql://localhost:%d/postgres".formatted(forgetful.getPort()),
                    "quarkus.datasource.username",
                    "postgres");
            try (ServerProcess server = ServerProcess.launch(directory, settings)) {
                assertThat(server.awaitExit()).isEqualTo(1);
                assertThat(server.output())
                        .contains("does not keep what it commits", "fsync is off", "synchronous_commit is off")
                        .doesNotContain("\tat ");
            }
            try (Connection connection = forgetful.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet tables =
                            statement.executeQuery("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")) {
                assertThat(tables.next()).isTrue();
                assertThat(tables.getInt(1))
                        .as("tables made before the refusal")
                        .isZero();
            }
        }
    }

    @Test
    void refusesUnknownSettingInTheEnvironment() {
        try (ServerProcess server =
                ServerProcess.launch(directory, NO_SETTINGS, Map.of("COUNTERSIGN_DATA_DIR", "/somewhere"), List.of())) {
            assertThat(server.awaitExit()).isEqualTo(1);
            assertThat(server.output())
                    .contains(
                            "There is no environment variable COUNTERSIGN_DATA_DIR. The nearest one that exists is COUNTERSIGN_DATA_DIRECTORY.");
        }
    }

    @Test
    void refusesDirectoryThatCanNotBeMade() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        try (ServerProcess server = ServerProcess.launch(file.resolve("data"), NO_SETTINGS)) {
            assertThat(server.awaitExit()).isEqualTo(1);
            assertThat(server.output()).contains("can't be written");
        }
    }

    @Test
    void refusesWhereTheNativeLibraryCanNotBeUnpacked() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        try (ServerProcess server = ServerProcess.launch(directory, Map.of("java.io.tmpdir", file.toString()))) {
            assertThat(server.awaitExit()).isEqualTo(1);
            assertThat(server.output())
                    .contains(
                            "Countersign does not start. The native library libsecp256k1 can't be loaded on",
                            file + ", which must be writable")
                    .doesNotContain("\tat ");
        }
        assertThat(directory.resolve("postgresql")).doesNotExist();
    }
}
