package io.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.Account;
import io.countersign.testing.Api;
import io.countersign.testing.Reply;
import io.countersign.testing.ServerProcess;
import io.countersign.testing.Spend;
import io.countersign.testing.TestProposal;
import io.countersign.testing.TestWallet;
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
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the packaged server starts, dies and comes back. */
class ServeIT {

    private static final Map<String, String> NO_SETTINGS = Map.of();
    private static final String FIRST_CODE = "first-invitation-of-this-test";
    private static final Map<String, String> FIRST_INVITATION = Map.of("countersign.first-invitation", FIRST_CODE);

    @TempDir
    Path directory;

    @Test
    void startsOnNothingIsAloneThereAndKeepsWhatItAcknowledgedThroughEveryKill() throws Exception {
        Path data = directory.resolve("made/by/the/server");
        TestProposal proposal;
        try (ServerProcess first = ServerProcess.start(data, FIRST_INVITATION)) {
            assertThat(readiness(first)).isEqualTo(200);
            assertThat(first.output()).as("warnings of an ordinary start").doesNotContain(" WARN ", " ERROR ");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                    .isEqualTo("rwx------");
            refusesSecondServer(data);
            proposal = signedOnce(first);

            killPostgres(first);
            awaitSignatures(proposal, 1);

            ProcessHandle postgres = first.postgres();
            first.kill();
            assertThat(postgres.isAlive())
                    .as("PostgreSQL outlives its killed server")
                    .isTrue();
            try (ServerProcess second = ServerProcess.start(data, NO_SETTINGS)) {
                assertThat(postgres.onExit()).succeedsWithin(Duration.ofSeconds(30));
                assertThat(ask(data, "SHOW fsync")).isEqualTo("on");
                proposal = at(second, proposal);
                awaitSignatures(proposal, 1);
                proposal.contribute(proposal.spend().signedBy(1)).expect(201);
                second.kill();
                killPostgres(second);
            }
        }
        try (ServerProcess third = ServerProcess.start(data, NO_SETTINGS)) {
            awaitSignatures(at(third, proposal), 2);
            at(third, proposal).await("broadcast", "confirmed");

            ProcessHandle postgres = third.postgres();
            assertThat(third.stop()).as("exit code after SIGTERM").isEqualTo(143);
            assertThat(postgres.onExit()).succeedsWithin(Duration.ofSeconds(30));
            assertThat(data.resolve("postgresql/cluster/postmaster.pid")).doesNotExist();
        }
        refusesAnotherKey(data);
    }

    /** A proposal with one signature that was acknowledged, of a wallet that was made there. */
    private static TestProposal signedOnce(ServerProcess server) {
        Account olga = Account.join(new Api(server.uri(), null), FIRST_CODE, "Olga");
        TestWallet wallet = TestWallet.make("wsh", 2, List.of(olga, olga, olga), TestWallet.signers(3));
        TestProposal proposal = Spend.of(wallet, wallet.fund(200_000)).proposed();
        proposal.contribute(proposal.spend().signedBy(0)).expect(201);
        return proposal;
    }

    private static TestProposal at(ServerProcess server, TestProposal proposal) {
        return proposal.at(new Api(server.uri(), null));
    }

    private static void killPostgres(ServerProcess server) {
        ProcessHandle postgres = server.postgres();
        assertThat(postgres.destroyForcibly()).isTrue();
        assertThat(postgres.onExit()).succeedsWithin(Duration.ofSeconds(30));
    }

    /** Asks until the server, whose database may be starting, answers. */
    private static void awaitSignatures(TestProposal proposal, int count) {
        Reply reply = proposal.wallet().owning().get(proposal.path(""));
        for (int looks = 0; !reply.isRight() && looks < 300; looks++) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            reply = proposal.wallet().owning().get(proposal.path(""));
        }
        assertThat(reply.expect(200).json().get("signaturesCollected").asInt()).isEqualTo(count);
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

    private static int readiness(ServerProcess server) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.uri() + "/q/health/ready"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
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
