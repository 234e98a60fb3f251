package io.countersign.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The code of the first operator's invitation, which a server keeps in its data directory until it is used. */
final class FirstInvitation {

    private static final String FILE = "first-invitation";

    private FirstInvitation() {}

    static Optional<String> read(Path dataDirectory) {
        Path file = dataDirectory.resolve(FILE);
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            throw new DemoFailedException("The file %s can't be read: %s.".formatted(file, e));
        }
    }
}
