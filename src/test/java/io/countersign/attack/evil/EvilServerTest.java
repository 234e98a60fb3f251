package io.countersign.attack.evil;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.cli.verify.VerifyCommand;
import io.countersign.journal.log.LogForger;
import io.countersign.testing.Account;
import io.countersign.testing.Api;
import io.countersign.testing.OpenServer;
import io.countersign.testing.Reply;
import io.countersign.testing.Runs;
import io.countersign.testing.Signer;
import io.countersign.testing.Spend;
import io.countersign.testing.TestLog;
import io.countersign.testing.TestProposal;
import io.countersign.testing.TestWallet;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A server that lies, once in each of many ways, is refused each time; and one that does not is never accused. */
@QuarkusTest
@TestProfile(OpenServer.Profile.class)
class EvilServerTest {

    private static final int HONEST_RUNS = 1_000;
    private static final int USUAL_HONEST_RUNS = 3;

    @TempDir
    Path folder;

    @Inject
    LogForger forger;

    private TestWallet wallet;
    private String oldCheckpoint;
    private TestProposal collecting;
    private TestProposal rejected;
    private TestProposal confirmed;

    @BeforeEach
    void liveAWhile() throws Exception {
        List<Account> people = TestWallet.people("Ava", "Ben", "Cleo");
        List<Signer> signers = List.of(Signer.of(71), Signer.of(72), Signer.of(73));
        wallet = TestWallet.make("wsh", 2, people, signers);
        TestLog log = new TestLog(wallet.owning());
        String entry = wallet.events().get(5).get("entry").asText();
        oldCheckpoint = log.api()
                .get("/v1/log/proofs/inclusion?entry=" + entry)
                .expect(200)
                .get("checkpoint");
        hold(people, log);
        collecting = Spend.of(wallet, wallet.fund(500_000)).proposedWith("rent");
        keep("signed", collecting.signBy(0));
        attest(people.get(0));
        rejected = Spend.of(wallet, wallet.fund(400_000)).proposed();
        keep(
                "rejected",
                wallet.seat(1)
                        .api()
                        .post(rejected.path("/rejections"), Map.of("reason", "no"))
                        .expect(201));
        confirmed = Spend.of(wallet, wallet.fund(300_000)).proposed();
        keep("first", confirmed.signBy(1));
        keep("second", confirmed.signBy(2));
        settle();
    }

    @Test
    void refusesEveryLieAndAccusesNoHonestServer() throws IOException {
        List<Lie> lies = new ArrayList<>(WalletLies.all());
        lies.addAll(new ProposalLies(collecting.id(), rejected.id(), confirmed.id()).all());
        lies.addAll(new LogLies(forger, oldCheckpoint).all());
        assertThat(lies).extracting(Lie::name).doesNotHaveDuplicates().hasSizeGreaterThan(60);
        SoftAssertions all = new SoftAssertions();
        try (EvilServer server = new EvilServer(Api.here().server())) {
            requireHonest(server);
            for (Lie lie : lies) {
                server.tell(lie);
                Outcome outcome = verify(server);
                all.assertThat(server.told()).as("answers changed by: %s", lie).isPositive();
                all.assertThat(outcome.exitCode())
                        .as("%s: %s", lie, outcome.text())
                        .isEqualTo(1);
            }
            server.tell(null);
            for (int run = 0; run < Runs.of(HONEST_RUNS, USUAL_HONEST_RUNS); run++) {
                if (run % 5 == 0) {
                    wallet.issueAddress();
                }
                requireHonest(server);
            }
        }
        all.assertAll();
    }

    private void requireHonest(EvilServer server) throws IOException {
        Outcome outcome = verify(server);
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
    }

    private Outcome verify(EvilServer server) throws IOException {
        Files.writeString(folder.resolve("checkpoint"), oldCheckpoint);
        StringWriter out = new StringWriter();
        CommandLine command = new CommandLine(new VerifyCommand());
        command.setOut(new PrintWriter(out));
        int exitCode = command.execute(
                "--server", server.url(),
                "--wallet", wallet.id(),
                "--holdings", folder.toString(),
                "--token-file", folder.resolve("token").toString());
        return new Outcome(exitCode, out.toString());
    }

    /** What a careful cosigner has put aside. */
    private void hold(List<Account> people, TestLog log) throws IOException {
        Files.createDirectories(folder.resolve("receipts"));
        Files.writeString(folder.resolve("descriptor"), wallet.descriptor());
        Files.writeString(folder.resolve("network"), "regtest");
        Files.writeString(folder.resolve("log-key"), log.key().toString());
        Files.writeString(folder.resolve("checkpoint"), oldCheckpoint);
        Files.writeString(folder.resolve("token"), wallet.owning().token());
        Files.write(
                folder.resolve("login-keys"),
                people.stream().map(person -> person.loginKey().publicKey()).toList());
    }

    private void keep(String name, Reply reply) throws IOException {
        assertThat(reply.isRight()).as(reply.text()).isTrue();
        Files.writeString(
                folder.resolve("receipts").resolve(name + ".json"),
                reply.json().get("receipt").toString());
    }

    private void attest(Account creator) throws Exception {
        Reply shown = collecting.get();
        byte[] memo = MessageDigest.getInstance("SHA-256").digest("rent".getBytes());
        String text = String.join(
                "\n",
                "Countersign proposal",
                "wallet " + wallet.id(),
                "proposal " + collecting.id(),
                "txid " + shown.get("txid"),
                "memo " + HexFormat.of().formatHex(memo));
        creator.api()
                .put(
                        collecting.path("/attestation"),
                        Map.of("signature", creator.loginKey().sign(text)))
                .expect(200);
    }

    private void settle() {
        wallet.owning()
                .get(
                        confirmed.path("?wait=10"),
                        "If-None-Match",
                        confirmed.get().etag());
        wallet.owning().post("/v1/development/blocks", Map.of("count", 6)).expect(201);
        for (int looks = 0; looks < 40 && !confirmed.state().equals("confirmed"); looks++) {
            wallet.owning()
                    .get(
                            confirmed.path("?wait=3"),
                            "If-None-Match",
                            confirmed.get().etag());
        }
        assertThat(confirmed.state()).isEqualTo("confirmed");
    }

    private record Outcome(int exitCode, String text) {}
}
