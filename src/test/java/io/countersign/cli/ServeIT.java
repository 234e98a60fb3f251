package io.countersign.cli;

import static java.lang.ProcessBuilder.Redirect.DISCARD;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.ServerProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the packaged server starts, refuses to start, dies and comes back. */
class ServeIT {

    private static final Map<String, String> NO_SETTINGS = Map.of();

    @TempDir
    Path directory;

    @Test
    void startsOnNothingIsAloneThereAndComesBackAfterKill() throws Exception {
        Path data = directory.resolve("made/by/the/server");
        try (ServerProcess first = ServerProcess.start(data, NO_SETTINGS)) {
            assertThat(readiness(first)).isEqualTo(200);
            assertThat(first.output()).as("warnings of an ordinary start").doesNotContain(" WARN ", " ERROR ");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                    .isEqualTo("rwx------");
            refusesSecondServer(data);

            tell(data, "CREATE TABLE survivor AS SELECT 42 AS answer");
            ProcessHandle postgres = first.postgres();
            first.kill();
            assertThat(postgres.isAlive())
                    .as("PostgreSQL outlives its killed server")
                    .isTrue();

            try (ServerProcess second = ServerProcess.start(data, NO_SETTINGS)) {
                assertThat(postgres.onExit()).succeedsWithin(Duration.ofSeconds(30));
                assertThat(ask(data, "SELECT answer FROM survivor")).isEqualTo("42");
                assertThat(ask(data, "SHOW fsync")).isEqualTo("on");

                ProcessHandle successor = second.postgres();
                assertThat(second.stop()).as("exit code after SIGTERM").isEqualTo(143);
                assertThat(successor.onExit()).succeedsWithin(Duration.ofSeconds(30));
                assertThat(data.resolve("postgresql/cluster/postmaster.pid")).doesNotExist();
            }
            refusesAnotherKey(data);
        }
    }

    private static void refusesSecondServer(Path data) {
        try (ServerProcess second = ServerProcess.launch(data, NO_SETTINGS)) {
            assertThat(second.awaitExit()).isEqualTo(1);
            assertThat(second.output())
                    .contains(
                            "Countersign does not start. The data directory " + data + " is in use by another server.");
        }
    }

    private static void refusesAnotherKey(Path data) {
        String another = Base64.getEncoder().encodeToString(new byte[32]);
        try (ServerProcess server = ServerProcess.launch(data, Map.of("countersign.key-encryption-key", another))) {
            assertThat(server.awaitExit()).isEqualTo(1);
            assertThat(server.output())
                    .contains("is not the one under which this database's secrets are encrypted")
                    .doesNotContain("\tat ");
        }
        assertThat(data.resolve("postgresql/cluster/postmaster.pid")).doesNotExist();
    }

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

    private static int readiness(ServerProcess server) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.uri() + "/q/health/ready"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    private static void tell(Path data, String sql) throws Exception {
        try (Connection connection = connect(data);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(Path data, String sql) throws Exception {
        try (Connection connection = connect(data);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    private static Connection connect(Path data) throws Exception {
        Path postgresql = data.resolve("postgresql");
        String port =
                Files.readAllLines(postgresql.resolve("cluster/postmaster.pid")).get(3);
        String password = Files.readString(postgresql.resolve("password")).strip();
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "countersign", password);
    }
}
