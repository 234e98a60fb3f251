package io.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.platform.db.DatabaseLocation;
import io.countersign.platform.db.embedded.EmbeddedDatabase;
import io.countersign.platform.time.Sources;
import io.countersign.testing.Account;
import io.countersign.testing.Api;
import io.countersign.testing.Reply;
import io.countersign.testing.ServerProcess;
import io.countersign.testing.TestLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log's life across several copies of the packaged server, kills, restores and commands. */
class LogIT {

    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final String INVITATION = "first-invitation-of-this-test";

    @TempDir
    Path folder;

    private EmbeddedDatabase database;

    @BeforeEach
    void startDatabase() throws Exception {
        database = EmbeddedDatabase.start(folder.resolve("cluster"), Sources.randomness());
        tell("CREATE DATABASE log");
    }

    @AfterEach
    void stopDatabase() throws Exception {
        database.close();
    }

    @Test
    void isOneLogOfTwoCopiesAndOutlivesTheKillOfEither() throws Exception {
        try (ServerProcess one = ServerProcess.start(folder.resolve("one"), settings("log"));
                ServerProcess two = ServerProcess.start(folder.resolve("two"), settings("log"))) {
            Account olga = Account.join(new Api(one.uri(), null), INVITATION, "Olga");
            TestLog here = new TestLog(olga.api());
            TestLog there = new TestLog(new Api(two.uri(), olga.api().token()));
            assertThat(there.state().get("verifierKey")).isEqualTo(here.state().get("verifierKey"));
            Reply known = wallet(olga.api());
            String seen = there.api().get("/v1/log/checkpoint").expect(200).text();

            Thread load = new Thread(() -> {
                while (true) {
                    wallet(olga.api());
                }
            });
            load.setDaemon(true);
            load.setUncaughtExceptionHandler((thread, end) -> {});
            load.start();
            Thread.sleep(500);
            one.kill();
            Reply made = wallet(there.api());
            long begun = System.nanoTime();
            JsonNode event = event(there.api(), made.get("id"));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));

            there.api()
                    .get("/v1/log/proofs/inclusion?wait=5&entry="
                            + event.get("entry").asText())
                    .expect(200);
            there.handIn(seen).expect(200);
            assertThat(known.get("id")).isNotEmpty();
        }
    }

    @Test
    void beginsANewEpochWhenItWasSetBackAndListsTheKeysItHad() throws Exception {
        Account olga;
        String early;
        String late;
        String firstKey;
        try (ServerProcess server = ServerProcess.start(folder.resolve("one"), settings("log"))) {
            olga = Account.join(new Api(server.uri(), null), INVITATION, "Olga");
            early = covering(olga.api(), wallet(olga.api()));
            server.stop();
        }
        tell("CREATE DATABASE backup TEMPLATE log");
        try (ServerProcess server = ServerProcess.start(folder.resolve("one"), settings("log"))) {
            TestLog log = new TestLog(new Api(server.uri(), olga.api().token()));
            firstKey = log.key().toString();
            assertThat(log.state().get("epoch").asInt()).isEqualTo(1);
            late = covering(log.api(), wallet(log.api()));
            log.handIn(early).expect(200);
            server.stop();
        }
        try (ServerProcess server = ServerProcess.start(folder.resolve("one"), settings("backup"))) {
            assertThat(server.output()).contains("The log begins epoch 2");
            TestLog log = new TestLog(new Api(server.uri(), olga.api().token()));
            assertThat(log.state().get("epoch").asInt()).isEqualTo(2);
            assertThat(log.state().get("origin").asText()).endsWith("/log/2");
            assertThat(log.state().get("previousKeys"))
                    .extracting(JsonNode::asText)
                    .containsExactly(firstKey);
            log.handIn(late).refused(409, "log-restored");
            log.handIn(early).expect(200);
            assertThat(leaves(log)).contains("log.restored");

            String secondKey = log.key().toString();
            assertThat(command("backup", "rotate-log-key")).isEqualTo("2");
            await(() -> !log.key().toString().equals(secondKey));
            assertThat(log.state().get("previousKeys"))
                    .extracting(JsonNode::asText)
                    .containsExactly(secondKey, firstKey);
            log.handIn(early).expect(200);
            log.checkpoint(covering(log.api(), wallet(log.api())));
            server.stop();
        }
        assertThat(command("backup", "restored")).isEqualTo("3");
        try (ServerProcess server = ServerProcess.start(folder.resolve("one"), settings("backup"))) {
            TestLog log = new TestLog(new Api(server.uri(), olga.api().token()));
            assertThat(log.state().get("epoch").asInt()).isEqualTo(3);
            verifyExport(log, early);
        }
    }

    private void verifyExport(TestLog log, String early) throws Exception {
        Path export = folder.resolve("export");
        Path checkpoint = Files.writeString(folder.resolve("early"), early);
        List<String> keys = new ArrayList<>(List.of("--log-key", log.key().toString()));
        log.state().get("previousKeys").forEach(key -> keys.addAll(List.of("--log-key", key.asText())));
        command("backup", "export-log", export.toString());

        List<String> verify =
                new ArrayList<>(List.of("verify", "log", export.toString(), "--checkpoint", checkpoint.toString()));
        verify.addAll(keys);
        assertThat(command("backup", verify.toArray(String[]::new))).isEqualTo("Everything that was checked is right.");
    }

    /** The last line that a command of the jar prints. */
    private String command(String name, String... arguments) {
        try (ServerProcess command =
                ServerProcess.launch(folder.resolve("one"), settings(name), Map.of(), List.of(arguments))) {
            assertThat(command.awaitExit()).as(command.output()).isZero();
            List<String> lines = command.output().lines().toList();
            return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        }
    }

    private static Reply wallet(Api api) {
        return api.post(
                        "/v1/wallets",
                        Map.of(
                                "name", "Treasury",
                                "network", "regtest",
                                "policy", Map.of("script", "wsh", "threshold", 2, "total", 3)))
                .expect(201);
    }

    private static JsonNode event(Api api, String walletId) {
        return api.get("/v1/wallets/" + walletId + "/events?wait=5")
                .expect(200)
                .json()
                .get("items")
                .get(0);
    }

    /** A checkpoint that covers the making of the wallet. */
    private static String covering(Api api, Reply wallet) {
        String entry = event(api, wallet.get("id")).get("entry").asText();
        return api.get("/v1/log/proofs/inclusion?wait=5&entry=" + entry)
                .expect(200)
                .get("checkpoint");
    }

    private static List<String> leaves(TestLog log) {
        return log.entries(0, log.state().get("size").asLong()).stream()
                .filter(entry -> !entry.get("leaf").isNull())
                .map(entry -> Reply.parsed(TestLog.bytes(entry.get("leaf")))
                        .get("type")
                        .asText())
                .toList();
    }

    private static void await(java.util.function.BooleanSupplier condition) throws InterruptedException {
        for (int looks = 0; looks < 100 && !condition.getAsBoolean(); looks++) {
            Thread.sleep(200);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private Map<String, String> settings(String name) {
        DatabaseLocation location = database.location();
        Map<String, String> settings = new HashMap<>();
        settings.put(
                "quarkus.datasource.jdbc.url", location.jdbcUrl().replaceFirst("/[^/?]*(\\?|$)", "/" + name + "$1"));
        settings.put(
                "quarkus.datasource.reactive.url",
                location.reactiveUrl().replaceFirst("/[^/?]*(\\?|$)", "/" + name + "$1"));
        location.username().ifPresent(user -> settings.put("quarkus.datasource.username", user));
        location.password().ifPresent(password -> settings.put("quarkus.datasource.password", password));
        settings.put("countersign.key-encryption-key", KEY);
        settings.put("countersign.first-invitation", INVITATION);
        return settings;
    }

    private void tell(String sql) throws Exception {
        DatabaseLocation location = database.location();
        try (Connection connection = DriverManager.getConnection(
                        location.jdbcUrl(),
                        location.username().orElse(null),
                        location.password().orElse(null));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
