package io.countersign.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar's demo, run as a person runs it. */
class DemoIT {

    private static final Path JAR =
            Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();
    private static final int MINUTES = 5;

    @TempDir
    private Path directory;

    @BeforeAll
    static void isPackaged() {
        assertThat(JAR).isRegularFile();
    }

    @Test
    void saysWhichServerDoesNotAnswer() throws Exception {
        Run run = demo("--server", "http://localhost:1", "--code", "whatever");

        assertThat(run.exitCode()).isNotZero();
        assertThat(run.lastLine()).startsWith("The server at http://localhost:1 does not answer");
    }

    @Test
    void saysWhereItFoundNoInvitation() throws Exception {
        Run run = demo("--server", "http://localhost:1");

        assertThat(run.exitCode()).isNotZero();
        assertThat(run.lastLine()).startsWith("There is no first invitation in " + directory);
    }

    @Test
    void refusesServerThatIsNoUrl() throws Exception {
        Run run = demo("--server", "localhost:8080");

        assertThat(run.exitCode()).isNotZero();
        assertThat(run.lastLine()).isEqualTo("--server is a URL such as http://localhost:8080.");
    }

    @Test
    void refusesCodeWithoutItsServer() throws Exception {
        Run run = demo("--code", "whatever");

        assertThat(run.exitCode()).isNotZero();
        assertThat(run.lastLine()).startsWith("--code stands beside --server");
    }

    @Test
    void endsWithTheConfirmedTransaction() throws Exception {
        Run run = demo();

        assertThat(run.exitCode()).as(String.join("\n", run.lines())).isZero();
        assertThat(run.lines()).anyMatch(line -> line.contains("422 refused: signature_invalid"));
        assertThat(run.lastLine()).matches("Confirmed: [0-9a-f]{64}");
    }

    private Run demo(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ServerProcess.QUICK_START);
        command.addAll(List.of("-Dcountersign.data-directory=" + directory, "-jar", JAR.toString(), "demo"));
        command.addAll(List.of(arguments));
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroy();
        }
        return new Run(process.exitValue(), Files.readAllLines(output, StandardCharsets.UTF_8));
    }

    private record Run(int exitCode, List<String> lines) {

        String lastLine() {
            return lines.get(lines.size() - 1);
        }
    }
}
