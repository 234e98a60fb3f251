package io.countersign.cli.verify;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.merkle.VerifierKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A log's export: JSON lines, first {@code {"format","origin","epoch","size","verifierKeys"}}, then {@code {"index","entry","leaf"}} of
 * each entry in order, then {@code {"checkpoint": note}} of those that were signed.
 */
final class LogExport {

    static final String FORMAT = "countersign-log/1";

    private final Report report;
    private final LogCheck log;
    private final List<String> checkpoints = new ArrayList<>();
    private List<VerifierKey> keys = List.of();
    private long size = -1;

    LogExport(Report report, LogCheck log) {
        this.report = report;
        this.log = log;
    }

    void read(Path file) {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            long number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                read(Shown.parse("line " + number++, Bytes.wrap(line.getBytes(StandardCharsets.UTF_8))));
            }
        } catch (IOException e) {
            throw new NotJudgedException("The export %s can't be read.".formatted(file));
        }
        report.require(
                size < 0 || size == log.size(),
                LogCheck.LOG,
                "The export says that it has %d entries, and it has %d.".formatted(size, log.size()));
    }

    /** The keys that the export itself names: they prove nothing to whoever holds none. */
    List<VerifierKey> keys() {
        return keys;
    }

    List<String> checkpoints() {
        return checkpoints;
    }

    private void read(Shown line) {
        if (line.find("format").isPresent()) {
            report.requireSame(FORMAT, line.text("format"), LogCheck.LOG, "The export's format");
            size = line.number("size");
            keys = line.list("verifierKeys")
                    .map(Shown::text)
                    .map(VerifierKey::parse)
                    .toList();
        } else if (line.find("checkpoint").isPresent()) {
            checkpoints.add(line.text("checkpoint"));
        } else {
            log.add(LogLine.of(line));
        }
    }
}
