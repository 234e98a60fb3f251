package io.countersign.journal.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.countersign.testing.Api;
import io.countersign.testing.TestLog;
import io.countersign.testing.TestWallet;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The log as the Go project's implementation of such logs sees it: checkpoint, tiles and proofs. */
@QuarkusTest
class ForeignVerifierTest {

    private static final Path SOURCES = Path.of("/usr/share/gocode");

    @Test
    void isVerifiedByAnImplementationThatSharesNothingWithOurs() throws Exception {
        assumeTrue(
                Files.isDirectory(SOURCES.resolve("src/golang.org/x/mod/sumdb/tlog")) && isThere("go"),
                "The packages golang-go and golang-golang-x-mod-dev are not on this machine.");
        TestWallet wallet = TestWallet.twoOfThree();
        TestLog log = new TestLog(wallet.owning());
        while (log.state().get("size").asLong() < 300) {
            wallet.issueAddress();
        }
        String newest =
                wallet.events().get(wallet.events().size() - 1).get("entry").asText();
        log.api().get("/v1/log/proofs/inclusion?entry=" + newest).expect(200);

        Run right = verify(log, log.key().toString());
        Run wrongKey = verify(log, log.cosignerKey().toString());

        assertThat(right.output()).contains("verified ");
        assertThat(right.exitCode()).isZero();
        assertThat(wrongKey.exitCode()).isEqualTo(1);
    }

    private static Run verify(TestLog log, String key) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        "go",
                        "run",
                        "src/test/go/foreign_verifier.go",
                        Api.here().server().toString(),
                        String.valueOf(log.api().token()),
                        key)
                .redirectErrorStream(true);
        builder.environment().put("GO111MODULE", "off");
        builder.environment().put("GOPATH", SOURCES.toString());
        builder.environment()
                .put("GOCACHE", Path.of("target", "go-cache").toAbsolutePath().toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), output);
    }

    private static boolean isThere(String program) {
        for (String folder : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    private record Run(int exitCode, String output) {}
}
