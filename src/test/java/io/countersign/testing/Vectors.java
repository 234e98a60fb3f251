package io.countersign.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The official test vectors, read from the folder beside the project; tests are skipped where it is missing. */
public final class Vectors {

    private static final Path FOLDER = Path.of("..", "shared", "vectors");
    private static final ObjectMapper JSON = new ObjectMapper();

    private Vectors() {}

    /** For tests that can do without. */
    public static boolean arePresent() {
        return Files.isDirectory(FOLDER);
    }

    /** The cases of one file, in its order. */
    public static Stream<VectorCase> cases(String file) {
        JsonNode cases = read(file).get("cases");
        return StreamSupport.stream(cases.spliterator(), false).map(VectorCase::of);
    }

    /** A file of the folder as text, for vectors that stand apart from their list. */
    public static String text(String file) {
        Path path = FOLDER.resolve(file);
        assumeTrue(Files.isReadable(path), () -> "The vectors are not on this machine: " + file);
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(String file) {
        try {
            return JSON.readTree(text(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
