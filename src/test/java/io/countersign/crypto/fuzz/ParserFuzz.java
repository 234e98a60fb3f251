package io.countersign.crypto.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Jazzer's way in: the parser that {@code fuzz.parser} names, and without it the one that an input's first byte names. */
public final class ParserFuzz {

    private static final String NAMED = System.getProperty("fuzz.parser", "");
    private static final Parser[] PARSERS = Parser.values();

    private ParserFuzz() {}

    /** Loads the classes, as time is taken of each input. */
    public static void fuzzerInitialize() throws IOException {
        List<Path> seeds;
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("fuzz.seeds")))) {
            seeds = files.sorted().limit(200).toList();
        }
        for (Path seed : seeds) {
            fuzzerTestOneInput(Files.readAllBytes(seed));
        }
    }

    public static void fuzzerTestOneInput(byte[] data) {
        if (!NAMED.isEmpty()) {
            Parser.valueOf(NAMED).run(data);
        } else if (data.length > 0) {
            PARSERS[Byte.toUnsignedInt(data[0]) % PARSERS.length].run(Arrays.copyOfRange(data, 1, data.length));
        }
    }
}
