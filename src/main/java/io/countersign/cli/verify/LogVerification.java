package io.countersign.cli.verify;

import io.countersign.crypto.merkle.Checkpoint;
import io.countersign.crypto.merkle.Receipt;
import io.countersign.crypto.merkle.VerifierKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** An exported log as a whole, against the checkpoints and receipts that the caller holds. */
final class LogVerification {

    private final Report report;
    private final LogCheck log;
    private final LogExport export;

    LogVerification(Report report) {
        this.report = report;
        this.log = new LogCheck(report);
        this.export = new LogExport(report, log);
    }

    /** @param pinned keys that the caller holds; where there are none the export's own are taken, and said so */
    void run(Path file, List<VerifierKey> pinned, List<String> heldCheckpoints, List<Shown> heldReceipts) {
        report.attempt(LogCheck.LOG, () -> export.read(file));
        List<VerifierKey> keys = pinned.isEmpty() ? export.keys() : pinned;
        List<Checkpoint> signed = new ArrayList<>();
        OptionalLong newest = OptionalLong.empty();
        for (String note : joined(heldCheckpoints, export.checkpoints())) {
            report.attempt(LogCheck.CHECKPOINT, () -> signed.add(LogCheck.open(note, keys)));
            newest = later(newest, note, keys);
        }
        log.requireRoots(signed);
        OptionalLong dated = newest;
        for (Shown receipt : heldReceipts) {
            report.attempt(LogCheck.RECEIPT, () -> place(ReceiptCheck.open(receipt, keys), dated));
        }
        tell(pinned, keys, signed);
    }

    private void place(Receipt receipt, OptionalLong dated) {
        log.place(receipt, dated)
                .ifPresentOrElse(
                        index -> report.right(
                                LogCheck.RECEIPT,
                                "The entry promised at %s stands in the log at index %d."
                                        .formatted(receipt.time(), index)),
                        () -> report.require(
                                dated.isPresent(),
                                LogCheck.RECEIPT,
                                "The entry promised at %s does not stand in the log, and no checkpoint tells how old this log is."
                                        .formatted(receipt.time())));
    }

    private void tell(List<VerifierKey> pinned, List<VerifierKey> keys, List<Checkpoint> signed) {
        if (!report.isRight()) {
            return;
        }
        report.right(
                LogCheck.LOG,
                "%d entries, each with the hash of its leaf where the leaf is there.".formatted(log.size()));
        if (keys.isEmpty()) {
            report.right(LogCheck.LOG, "No key of the log is known: only the structure was checked.");
            return;
        }
        report.right(LogCheck.CHECKPOINT, "%d signed checkpoints are of these entries.".formatted(signed.size()));
        if (pinned.isEmpty()) {
            report.right(
                    LogCheck.CHECKPOINT,
                    "The log's keys were taken from the export itself: give those that you hold with --log-key.");
        }
    }

    private static OptionalLong later(OptionalLong newest, String note, List<VerifierKey> keys) {
        try {
            OptionalLong dated = LogCheck.dated(note, keys);
            return dated.orElse(0) > newest.orElse(0) ? dated : newest;
        } catch (RuntimeException e) {
            // It is named where it is opened.
            return newest;
        }
    }

    private static List<String> joined(List<String> one, List<String> other) {
        List<String> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }
}
