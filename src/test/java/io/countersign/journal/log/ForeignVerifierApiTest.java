package io.countersign.journal.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.testing.Reply;
import io.countersign.testing.TestLog;
import io.countersign.testing.TestWallet;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log as the Go project's implementation of such logs sees it: checkpoint, tiles and proofs. */
@QuarkusTest
class ForeignVerifierApiTest {

    private static final Path SOURCES = Path.of("/usr/share/gocode");
    private static final Path VERIFIER = Path.of("target", "foreign-verifier").toAbsolutePath();
    private static final int TILE = 256;

    @TempDir
    Path folder;

    @Test
    void isVerifiedByAnImplementationThatSharesNothingWithOurs() throws Exception {
        assumeTrue(
                Files.isDirectory(SOURCES.resolve("src/golang.org/x/mod/sumdb/tlog")) && isThere("go"),
                "The packages golang-go and golang-golang-x-mod-dev are not on this machine.");
        Run built = run("go", "build", "-o", VERIFIER.toString(), "src/test/go/foreign_verifier.go");
        assertThat(built.exitCode()).as(built.output()).isZero();
        TestWallet wallet = TestWallet.twoOfThree();
        TestLog log = new TestLog(wallet.owning());
        do {
            wallet.issueAddress();
        } while (log.state().get("size").asLong() <= TILE);
        List<JsonNode> entries = save(log, wallet);

        Run right = run(VERIFIER.toString(), folder.toString(), log.key().toString());
        String last = entries.get(entries.size() - 1).get("entry").asText();
        replace("entries", last, last.replaceFirst("^..", last.startsWith("00") ? "01" : "00"));
        Run wrongEntry = run(VERIFIER.toString(), folder.toString(), log.key().toString());
        replace("checkpoint", "\n" + entries.size() + "\n", "\n" + (entries.size() - 1) + "\n");
        Run wrongSize = run(VERIFIER.toString(), folder.toString(), log.key().toString());

        assertThat(right.output().trim()).isEqualTo("verified " + entries.size() + " entries");
        assertThat(right.exitCode()).isZero();
        assertThat(wrongEntry.output()).contains("is another in its tile");
        assertThat(wrongEntry.exitCode()).isEqualTo(1);
        assertThat(wrongSize.output()).contains("the checkpoint: invalid signature");
        assertThat(wrongSize.exitCode()).isEqualTo(1);
    }

    /** Saves what the log answers about the tree of one checkpoint, and gives its entries. */
    private List<JsonNode> save(TestLog log, TestWallet wallet) throws IOException {
        JsonNode newest = wallet.events().get(wallet.events().size() - 1);
        String checkpoint = log.api()
                .get("/v1/log/proofs/inclusion?wait=5&entry="
                        + newest.get("entry").asText())
                .expect(200)
                .get("checkpoint");
        long size = log.checkpoint(checkpoint).size();
        List<JsonNode> entries = log.entries(0, size);
        Files.writeString(folder.resolve("checkpoint"), checkpoint);
        write(
                "entries",
                entries.stream().map(entry -> entry.get("entry").asText()).toList());
        List<JsonNode> inclusion = new ArrayList<>();
        for (int index = 0; index < size; index += 13 + (int) size / 20) {
            inclusion.add(json(
                    log,
                    "proofs/inclusion?entry=%s&size=%d"
                            .formatted(entries.get(index).get("entry").asText(), size)));
        }
        write("inclusion", inclusion);
        List<JsonNode> consistency = new ArrayList<>();
        for (long from = 1; from <= size; from += 1 + size / 20) {
            consistency.add(json(log, "proofs/consistency?from=%d&to=%d".formatted(from, size)));
        }
        write("consistency", consistency);
        saveTiles(log, size);
        return entries;
    }

    private void saveTiles(TestLog log, long size) throws IOException {
        int level = 0;
        for (long hashes = size; hashes > 0; hashes /= TILE) {
            for (long tile = 0; tile <= hashes / TILE; tile++) {
                long width = Math.min(TILE, hashes - tile * TILE);
                if (width > 0) {
                    assertThat(tile).isLessThan(1_000);
                    String path = "tile/%d/%03d".formatted(level, tile) + (width == TILE ? "" : ".p/" + width);
                    Path file = folder.resolve(path);
                    Files.createDirectories(file.getParent());
                    Files.write(
                            file, log.api().get("/v1/log/" + path).expect(200).bytes());
                }
            }
            level++;
        }
    }

    private static JsonNode json(TestLog log, String path) {
        return log.api().get("/v1/log/" + path).expect(200).json();
    }

    private void write(String name, Object list) throws IOException {
        Files.writeString(folder.resolve(name), Reply.tree(list).toString());
    }

    private void replace(String name, String from, String to) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, Files.readString(file).replace(from, to));
    }

    private static Run run(String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("GO111MODULE", "off");
        builder.environment().put("CGO_ENABLED", "0");
        builder.environment().put("GOPATH", SOURCES.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), output);
    }

    private static boolean isThere(String program) {
        for (String path : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(path, program))) {
                return true;
            }
        }
        return false;
    }

    private record Run(int exitCode, String output) {}
}
