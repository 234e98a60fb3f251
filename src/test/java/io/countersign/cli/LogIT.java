package io.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.testing.Account;
import io.countersign.testing.Api;
import io.countersign.testing.Ceremony;
import io.countersign.testing.DurableDatabase;
import io.countersign.testing.Reply;
import io.countersign.testing.ServerProcess;
import io.countersign.testing.TestDatabase;
import io.countersign.testing.TestLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The log's life over restores of the database, and what the operator's commands do to it. */
class LogIT {

    @TempDir
    Path folder;

    @Test
    void beginsANewEpochWhenItWasSetBackAndListsTheKeysItHad() throws Exception {
        DurableDatabase database = DurableDatabase.fresh();
        Account olga;
        String early;
        String late;
        String firstKey;
        try (ServerProcess server = database.server(folder, Map.of())) {
            olga = Account.join(new Api(server.uri(), null), TestDatabase.FIRST_INVITATION, "Olga");
            early = covering(olga.api(), wallet(olga.api()));
            server.stop();
        }
        DurableDatabase backup = database.copy();
        try (ServerProcess server = database.server(folder, Map.of())) {
            TestLog log = new TestLog(olga.at(new Api(server.uri(), null)).api());
            firstKey = log.key().toString();
            assertThat(log.state().get("epoch").asInt()).isEqualTo(1);
            late = covering(log.api(), wallet(log.api()));
            log.handIn(early).expect(200);
            server.stop();
        }
        try (ServerProcess server = backup.server(folder, Map.of())) {
            assertThat(server.output()).contains("The log begins epoch 2");
            TestLog log = new TestLog(olga.at(new Api(server.uri(), null)).api());
            assertThat(log.state().get("epoch").asInt()).isEqualTo(2);
            assertThat(log.state().get("origin").asText()).endsWith("/log/2");
            assertThat(previousKeys(log)).containsExactly(firstKey);
            log.handIn(late).refused(409, "log-restored");
            log.handIn(early).expect(200);
            assertThat(log.readableTypes()).contains("log.restored");

            String secondKey = log.key().toString();
            assertThat(command(backup, "rotate-log-key")).isEqualTo("2");
            await(() -> !log.key().toString().equals(secondKey));
            assertThat(previousKeys(log)).containsExactly(secondKey, firstKey);
            log.handIn(early).expect(200);
            log.checkpoint(covering(log.api(), wallet(log.api())));
            verifyExport(backup, log, early);
        }
        assertThat(command(backup, "restored")).isEqualTo("3");
    }

    private void verifyExport(DurableDatabase database, TestLog log, String early) throws Exception {
        Path export = folder.resolve("export");
        Path checkpoint = Files.writeString(folder.resolve("early"), early);
        command(database, "export-log", export.toString());
        List<String> verify =
                new ArrayList<>(List.of("verify", "log", export.toString(), "--checkpoint", checkpoint.toString()));
        verify.addAll(List.of("--log-key", log.key().toString()));
        previousKeys(log).forEach(key -> verify.addAll(List.of("--log-key", key)));
        String[] arguments = verify.toArray(String[]::new);

        assertThat(new CommandLine(new Main()).execute(arguments)).isZero();
        String entry = log.entries(0, 1).get(0).get("entry").asText();
        Files.writeString(export, Files.readString(export).replace(entry, "00".repeat(32)));
        assertThat(new CommandLine(new Main()).execute(arguments)).isEqualTo(1);
    }

    private static List<String> previousKeys(TestLog log) {
        List<String> keys = new ArrayList<>();
        log.state().get("previousKeys").forEach(key -> keys.add(key.asText()));
        return keys;
    }

    /** The last line that a command of the jar prints. */
    private String command(DurableDatabase database, String... arguments) {
        try (ServerProcess command = database.command(folder, arguments)) {
            assertThat(command.awaitExit()).as(command.output()).isZero();
            List<String> lines = command.output().lines().toList();
            return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        }
    }

    private static Reply wallet(Api api) {
        return Ceremony.made(api, Map.of("script", "wsh", "threshold", 2, "total", 3))
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

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int looks = 0; looks < 100 && !condition.getAsBoolean(); looks++) {
            Thread.sleep(200);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
