package io.countersign.cli.verify;

import io.countersign.crypto.merkle.VerifierKey;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import picocli.CommandLine.Option;

/** The log's keys that the caller holds. */
@NullUnmarked
final class LogKeyOptions {

    @Option(
            names = "--log-key",
            paramLabel = "VKEY",
            description = "A verifier key of the log that you hold; may be given several times.")
    private List<String> keys;

    List<VerifierKey> keys() {
        return keys == null ? List.of() : keys.stream().map(VerifierKey::parse).toList();
    }

    List<VerifierKey> required() {
        if (keys().isEmpty()) {
            throw new NotJudgedException("Give the log's key that you hold with --log-key.");
        }
        return keys();
    }
}
