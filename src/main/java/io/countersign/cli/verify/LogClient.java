package io.countersign.cli.verify;

import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.merkle.Checkpoint;
import io.countersign.crypto.merkle.ConsistencyProof;
import io.countersign.crypto.merkle.InclusionProof;
import io.countersign.crypto.merkle.KeyUse;
import io.countersign.crypto.merkle.Receipt;
import io.countersign.crypto.merkle.VerifierKey;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** The server's log against what the client holds of it: its key, the last checkpoint, and receipts. */
final class LogClient {

    private static final long LONGEST_SILENCE_SECONDS = 120;

    private final Report report;
    private final ServerAccess server;
    private final Clock clock;
    private final List<VerifierKey> keys;

    /** @param keys those that are pinned */
    LogClient(Report report, ServerAccess server, Clock clock, List<VerifierKey> keys) {
        this.report = report;
        this.server = server;
        this.clock = clock;
        this.keys = keys;
    }

    void checkIdentity(Shown log) {
        VerifierKey key = VerifierKey.parse(log.text("verifierKey"));
        report.require(
                keys.contains(key),
                LogCheck.LOG,
                "The log's key %s is not among the pinned ones. After a restore or a rotation of keys, ask the operator and pin the new one."
                        .formatted(key));
        report.requireSame(key.name(), log.text("origin"), LogCheck.LOG, "The log's origin");
        report.require(
                key.name().endsWith("/" + log.number("epoch")),
                LogCheck.LOG,
                "The log's origin does not end in its epoch.");
        report.requireSame(
                key.as(KeyUse.COSIGNATURE).toString(), log.text("cosignerKey"), LogCheck.LOG, "The log's cosigner key");
    }

    /** The note of the newest checkpoint, after one was asked for that holds the newest entry. */
    String newest(Shown log) {
        long size = log.number("size");
        if (size > 0) {
            Shown last = server.json("/v1/log/entries?limit=1&from=" + (size - 1))
                    .list("items")
                    .findFirst()
                    .orElseThrow(() -> new ShownException("The server does not show the newest entry of its log."));
            Bytes32 entry = LogLine.of(last).entry();
            Shown proof = server.json("/v1/log/proofs/inclusion?entry=" + entry.toHex());
            report.require(
                    LogClient.inclusion(proof)
                            .proves(
                                    entry,
                                    LogCheck.open(proof.text("checkpoint"), keys)
                                            .rootHash()),
                    LogCheck.LOG,
                    "The server can't prove that its newest entry stands in its log.");
        }
        return server.text("/v1/log/checkpoint");
    }

    /** The newest checkpoint, if it is signed and dated as it must be, and holds {@code size} entries at least. */
    Checkpoint checkpoint(String note, long size) {
        Checkpoint checkpoint = LogCheck.open(note, keys);
        report.require(
                checkpoint.size() >= size,
                LogCheck.CHECKPOINT,
                "The newest checkpoint says %d entries, and the log has %d: the server shows an old log."
                        .formatted(checkpoint.size(), size));
        OptionalLong dated = LogCheck.dated(note, keys);
        long age = clock.instant().getEpochSecond() - dated.orElse(0);
        report.require(
                dated.isPresent() && Math.abs(age) <= LONGEST_SILENCE_SECONDS,
                LogCheck.CHECKPOINT,
                "The newest checkpoint is not dated within the last minutes: the server shows an old log.");
        return checkpoint;
    }

    /** That the log only grew since {@code seen}. */
    void checkGrowth(String seen, Checkpoint now, long size) {
        Checkpoint before = LogCheck.open(seen, keys);
        report.require(
                size >= before.size(),
                LogCheck.LOG,
                "The log is shown with %d entries, and there were %d.".formatted(size, before.size()));
        if (before.size() > now.size()) {
            report.wrong(
                    LogCheck.CHECKPOINT,
                    "The log has shrunk from %d entries to %d.".formatted(before.size(), now.size()));
            return;
        }
        if (before.size() > 0) {
            Shown proof = server.json("/v1/log/proofs/consistency?from=%d&to=%d".formatted(before.size(), now.size()));
            ConsistencyProof consistency = new ConsistencyProof(before.size(), now.size(), hashes(proof));
            report.require(
                    consistency.proves(before.rootHash(), now.rootHash()),
                    LogCheck.CHECKPOINT,
                    "The log does not go on from the checkpoint seen last: it has forked.");
        }
        ServerAccess.Answer answer = server.post("/v1/log/checkpoints", seen);
        report.require(
                answer.status() == 200,
                LogCheck.CHECKPOINT,
                "The server does not own up to the checkpoint seen last (%d).".formatted(answer.status()));
    }

    /** Reads all entries up to a checkpoint's size. */
    void read(Checkpoint checkpoint, Consumer<LogLine> reader) {
        LogCheck log = new LogCheck(report);
        long from = 0;
        while (from < checkpoint.size()) {
            long limit = Math.min(500, checkpoint.size() - from);
            List<Shown> page = server.json("/v1/log/entries?from=%d&limit=%d".formatted(from, limit))
                    .list("items")
                    .toList();
            if (page.isEmpty() || page.size() > limit) {
                report.wrong(LogCheck.LOG, "The server does not show all entries of its log.");
                return;
            }
            page.stream().map(LogLine::of).forEach(line -> {
                log.add(line);
                reader.accept(line);
            });
            from += page.size();
        }
        long before = report.faults();
        log.requireRoots(List.of(checkpoint));
        if (report.faults() == before) {
            report.right(
                    LogCheck.LOG,
                    "The log's %d entries are those of its signed checkpoint.".formatted(checkpoint.size()));
        }
    }

    /** That a receipt is signed and kept. */
    void redeem(Shown shown) {
        Receipt receipt = ReceiptCheck.open(shown, keys);
        ServerAccess.Answer answer = server.get(
                "/v1/log/proofs/inclusion?wait=5&entry=" + receipt.entry().toHex(), "application/json");
        if (answer.status() != 200) {
            report.wrong(
                    LogCheck.RECEIPT,
                    "The entry %s was promised at %s, and the server can't show it in the log (%d)."
                            .formatted(receipt.entry().toHex(), receipt.time(), answer.status()));
            return;
        }
        Shown proof = Shown.parse("proof", answer.body());
        ReceiptCheck.prove(report, receipt, proof, keys);
    }

    static List<Bytes32> hashes(Shown proof) {
        return proof.list("hashes").map(hash -> Bytes32.ofHex(hash.text())).toList();
    }

    static InclusionProof inclusion(Shown proof) {
        return new InclusionProof(proof.number("index"), proof.number("size"), hashes(proof));
    }
}
