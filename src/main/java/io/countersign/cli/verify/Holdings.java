package io.countersign.cli.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of what a cosigner holds, each in a file of its own: {@code descriptor}, {@code log-key} (one verifier key a line),
 * {@code checkpoint} (the last one seen), {@code login-keys} and {@code receipts/*.json}.
 */
record Holdings(Path folder) {

    private static final String CHECKPOINT = "checkpoint";

    String descriptor() {
        return find("descriptor")
                .orElseThrow(() -> new NotJudgedException(
                        "There is no pinned descriptor in %s: put it into the file descriptor.".formatted(folder)))
                .strip();
    }

    Optional<String> network() {
        return find("network").map(String::strip);
    }

    /** The verifier keys of the log, if they are pinned. */
    List<String> logKeys() {
        return lines("log-key");
    }

    /** The login keys of the other cosigners, if they are pinned: one a line, in hex. */
    List<String> loginKeys() {
        return lines("login-keys");
    }

    /** The note of the last checkpoint seen. */
    Optional<String> checkpoint() {
        return find(CHECKPOINT);
    }

    List<Shown> receipts() {
        Path receipts = folder.resolve("receipts");
        if (!Files.isDirectory(receipts)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(receipts)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(Texts::json)
                    .toList();
        } catch (IOException e) {
            throw new NotJudgedException("The folder %s can't be read.".formatted(receipts));
        }
    }

    /** Pins the log's key at the first meeting, and after each right verification the checkpoint that was seen. */
    void keep(String logKey, String checkpoint) {
        try {
            if (logKeys().isEmpty()) {
                Files.writeString(folder.resolve("log-key"), logKey + "\n");
            }
            Files.writeString(folder.resolve(CHECKPOINT), checkpoint);
        } catch (IOException e) {
            throw new NotJudgedException("The checkpoint can't be kept in %s.".formatted(folder));
        }
    }

    private List<String> lines(String name) {
        return find(name).stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private Optional<String> find(String name) {
        Path file = folder.resolve(name);
        return Files.exists(file) ? Optional.of(Texts.read(file)) : Optional.empty();
    }
}
