package io.countersign.platform.db.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.platform.config.StartRefusedException;
import io.countersign.platform.db.DatabaseLocation;
import io.countersign.platform.db.Durability;
import io.countersign.platform.time.Sources;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {

    @TempDir
    static Path directory;

    private static EmbeddedDatabase database;

    @BeforeAll
    static void start() {
        database = EmbeddedDatabase.start(directory, Sources.randomness());
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void keepsWhatItCommitsEvenWhereItsConfigurationSaysOtherwise() throws Exception {
        assertThat(ask("SHOW fsync")).isEqualTo("on");
        assertThat(ask("SHOW full_page_writes")).isEqualTo("on");
        assertThat(ask("SHOW synchronous_commit")).isEqualTo("on");
        assertThat(ask("SHOW data_checksums")).isEqualTo("on");

        tell("ALTER SYSTEM SET fsync = off");
        ask("SELECT pg_reload_conf()");

        assertThat(ask("SHOW fsync")).isEqualTo("on");
        tell("ALTER SYSTEM RESET fsync");
    }

    @Test
    void refusesWrongPassword() {
        DatabaseLocation location = database.location();

        assertThatThrownBy(() -> DriverManager.getConnection(location.jdbcUrl(), "countersign", "guessed"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void asksEverybodyForThePassword() throws Exception {
        assertThat(Files.readAllLines(directory.resolve("cluster/pg_hba.conf")))
                .filteredOn(line -> !line.isBlank() && !line.startsWith("#"))
                .isNotEmpty()
                .allMatch(line -> line.endsWith("scram-sha-256"));
    }

    @Test
    void listensOnLoopbackOnly() throws Exception {
        assertThat(ask("SHOW listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(ask("SHOW unix_socket_directories")).isEmpty();

        for (InetAddress address : outerAddresses()) {
            assertThatThrownBy(() -> new Socket(address, port()).close()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void showsItsFilesToNobodyElse() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("password"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("cluster"))))
                .isEqualTo("rwx------");
    }

    @Test
    void refusesRoleWhoseCommitsAreNotWaitedFor() throws Exception {
        tell("CREATE ROLE hasty LOGIN PASSWORD 'hasty'");
        tell("ALTER ROLE hasty SET synchronous_commit = off");
        DatabaseLocation location = database.location();
        DatabaseLocation hasty = new DatabaseLocation(
                location.jdbcUrl(), location.reactiveUrl(), Optional.of("hasty"), Optional.of("hasty"));

        assertThatThrownBy(() -> Durability.require(hasty, new Properties()))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("synchronous_commit is off");
        assertThatCode(() -> Durability.require(location, new Properties())).doesNotThrowAnyException();
    }

    @Test
    void startsAgainAtTheSamePortWhenItIsKilled() throws Exception {
        tell("CREATE TABLE survivor AS SELECT 42 AS answer");

        postmaster(directory).destroyForcibly();

        awaitAnswer("SELECT answer FROM survivor", "42");
    }

    private static void awaitAnswer(String question, String answer) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                assertThat(ask(question)).isEqualTo(answer);
                return;
            } catch (SQLException e) {
                assertThat(attempt).as("attempts until PostgreSQL is back").isLessThan(100);
                Thread.sleep(Duration.ofMillis(200).toMillis());
            }
        }
    }

    private static ProcessHandle postmaster(Path of) {
        return PostmasterFile.find(of.resolve("cluster"))
                .flatMap(PostmasterFile::process)
                .orElseThrow();
    }

    private static int port() {
        return URI.create(database.location().reactiveUrl()).getPort();
    }

    private static List<InetAddress> outerAddresses() throws IOException {
        List<InetAddress> addresses = new ArrayList<>();
        for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
            network.inetAddresses()
                    .filter(address -> !address.isLoopbackAddress())
                    .forEach(addresses::add);
        }
        return addresses;
    }

    private static String ask(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    private static void tell(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect() throws SQLException {
        DatabaseLocation location = database.location();
        return DriverManager.getConnection(
                location.jdbcUrl(),
                location.username().orElseThrow(),
                location.password().orElseThrow());
    }
}
