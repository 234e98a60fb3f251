package io.countersign.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verifier runs with its own package and {@code crypto} alone, and without the framework. */
class StandaloneVerifierTest {

    private static final Path CLASSES = Path.of("target", "classes");
    private static final List<String> LIBRARIES = List.of(
            "bitcoinj-core",
            "bitcoinj-base",
            "bcprov",
            "secp256k1",
            "bitcoin-kmp",
            "kotlin",
            "guava",
            "failureaccess",
            "slf4j-api",
            "protobuf",
            "jackson-core",
            "jackson-databind",
            "jackson-annotations",
            "picocli",
            "jspecify");

    @TempDir
    Path folder;

    @Test
    void runsWithoutTheServerOnTheClassPath() throws Exception {
        for (String part : List.of("io/countersign/crypto", "io/countersign/formats", "io/countersign/cli/verify")) {
            copy(CLASSES.resolve(part), folder.resolve("classes").resolve(part));
        }
        Path empty = Files.writeString(folder.resolve("export"), "");

        Run help = run("--help");
        Run log = run("log", "--json", empty.toString());
        Run missing = run("log", "--json", "nowhere");

        assertThat(help.exitCode()).as(help.output()).isZero();
        assertThat(log.exitCode()).as(log.output()).isZero();
        assertThat(log.output()).contains("\"result\":\"verified\"", "only the structure was checked");
        assertThat(missing.exitCode()).isEqualTo(3);
        assertThat(missing.output()).contains("\"result\":\"not_judged\"");
    }

    private Run run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                "io.countersign.cli.verify.VerifyCommand"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), output);
    }

    private String classPath() {
        List<String> entries = new ArrayList<>(List.of(folder.resolve("classes").toString()));
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> LIBRARIES.stream()
                        .anyMatch(
                                name -> Path.of(entry).getFileName().toString().startsWith(name)))
                .forEach(entries::add);
        assertThat(entries).noneMatch(entry -> entry.contains("quarkus") || entry.contains("vertx"));
        return String.join(File.pathSeparator, entries);
    }

    private static void copy(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    private record Run(int exitCode, String output) {}
}
