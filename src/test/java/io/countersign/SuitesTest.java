package io.countersign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No test of a server is forgotten by the suites, and none starts a server where another one runs. Judged by their sources, since a class
 * that is loaded builds its server.
 */
class SuitesTest {

    private static final Path SOURCES = Path.of("src", "test", "java");

    @Test
    void takeEveryTestOfAServerByItsName() throws IOException {
        assertThat(annotated("@QuarkusTest")).hasSizeGreaterThan(60).allSatisfy(name -> assertThat(name)
                .matches(ServerTests.NAMES));
    }

    @Test
    void takeEveryTestWithAProfileByItsName() throws IOException {
        assertThat(annotated("@QuarkusTest").stream().filter(name -> name.matches(OwnServerTests.NAMES)))
                .containsExactlyInAnyOrderElementsOf(annotated("@TestProfile("));
    }

    /** The names of classes that have a line which begins so. */
    private static List<String> annotated(String annotation) throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> lines(file).stream().anyMatch(line -> line.startsWith(annotation)))
                    .map(file -> SOURCES.relativize(file).toString())
                    .map(name -> name.replaceFirst("\\.java$", "").replace(File.separatorChar, '.'))
                    .toList();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
