package io.countersign.cli.verify;

import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.merkle.Checkpoint;
import io.countersign.crypto.merkle.KeyUse;
import io.countersign.crypto.merkle.MerkleHash;
import io.countersign.crypto.merkle.OpenedNote;
import io.countersign.crypto.merkle.Receipt;
import io.countersign.crypto.merkle.SignedNote;
import io.countersign.crypto.merkle.TreeGrowth;
import io.countersign.crypto.merkle.VerifierKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/** A whole log, entry by entry, against the checkpoints and receipts that somebody holds. */
final class LogCheck {

    static final String LOG = "log";
    static final String CHECKPOINT = "checkpoint";
    static final String RECEIPT = "receipt";

    private final Report report;
    private final List<Bytes32> entries = new ArrayList<>();
    private final Map<Bytes32, Long> places = new HashMap<>();

    LogCheck(Report report) {
        this.report = report;
    }

    /** Takes in the next entry, and its leaf where the reader has it. */
    void add(LogLine line) {
        long index = entries.size();
        report.requireSame(index, line.index(), LOG, "The index of the next entry");
        line.leaf()
                .ifPresent(leaf -> report.require(
                        MerkleHash.leaf(leaf).equals(line.entry()),
                        LOG,
                        "The leaf of entry %d does not have the entry's hash.".formatted(index)));
        Long before = places.putIfAbsent(line.entry(), index);
        report.require(before == null, LOG, "The entries %d and %d are the same.".formatted(before, index));
        entries.add(line.entry());
    }

    long size() {
        return entries.size();
    }

    /** Judges each checkpoint against the entries; all roots are worked out in one pass. */
    void requireRoots(List<Checkpoint> checkpoints) {
        TreeSet<Long> sizes = new TreeSet<>();
        checkpoints.forEach(checkpoint -> sizes.add(checkpoint.size()));
        Map<Long, Bytes32> roots = roots(sizes);
        for (Checkpoint checkpoint : checkpoints) {
            Bytes32 root = roots.get(checkpoint.size());
            if (root == null) {
                report.wrong(
                        CHECKPOINT,
                        "The log has %d entries, and a checkpoint of it says %d: it has shrunk."
                                .formatted(entries.size(), checkpoint.size()));
            } else {
                report.require(
                        root.bytes().equals(checkpoint.rootHash()),
                        CHECKPOINT,
                        "The first %d entries are not those of the checkpoint of that size: the log was rewritten."
                                .formatted(checkpoint.size()));
            }
        }
    }

    /** Where a receipt's entry stands; named as broken where it should stand there by now and does not. */
    Optional<Long> place(Receipt receipt, OptionalLong dated) {
        Long index = places.get(receipt.entry());
        if (index == null) {
            boolean isDue = dated.isPresent()
                    && dated.getAsLong()
                                    - java.time.Instant.parse(receipt.time()).getEpochSecond()
                            >= 60;
            report.require(
                    !isDue,
                    RECEIPT,
                    "The entry %s was promised at %s and does not stand in the log: the promise is broken."
                            .formatted(receipt.entry().toHex(), receipt.time()));
        }
        return Optional.ofNullable(index);
    }

    private Map<Long, Bytes32> roots(TreeSet<Long> sizes) {
        Map<Long, Bytes32> roots = new HashMap<>();
        TreeGrowth growth = new TreeGrowth(0, List.of());
        for (long size : sizes) {
            while (growth.size() < Math.min(size, entries.size())) {
                growth.add(entries.get((int) growth.size()));
            }
            if (growth.size() == size) {
                roots.put(size, growth.root());
            }
        }
        return roots;
    }

    /** Opens a checkpoint by one of the log's keys; its origin must be the key's name. */
    static Checkpoint open(String note, List<VerifierKey> keys) {
        Checkpoint checkpoint = Checkpoint.parse(opened(note, keys).text());
        if (keys.stream().noneMatch(key -> key.name().equals(checkpoint.origin()))) {
            throw new ShownException("The checkpoint is of another log: " + checkpoint.origin());
        }
        return checkpoint;
    }

    /** When the log itself cosigned it last, in seconds since 1970. */
    static OptionalLong dated(String note, List<VerifierKey> keys) {
        List<VerifierKey> both = new ArrayList<>(keys);
        keys.forEach(key -> both.add(key.as(KeyUse.COSIGNATURE)));
        OpenedNote opened = SignedNote.parse(note).open(both);
        return keys.stream()
                .flatMapToLong(key -> opened.cosignedAt(key.as(KeyUse.COSIGNATURE)).stream())
                .max();
    }

    static OpenedNote opened(String note, List<VerifierKey> keys) {
        return SignedNote.parse(note).open(keys);
    }
}
