package io.countersign.cli.verify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.cipher.Hashes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the log tells of one wallet: its leaves, which the log's root binds, by their index. */
final class Trail {

    private static final String EVENTS = "events";

    private final Report report;
    private final String walletId;
    private final TreeMap<Long, Shown> leaves = new TreeMap<>();
    private final Map<Long, String> entries = new TreeMap<>();
    private long size;

    Trail(Report report, String walletId) {
        this.report = report;
        this.walletId = walletId;
    }

    /** How far the log was read. */
    long size() {
        return size;
    }

    void add(LogLine line) {
        size = line.index() + 1;
        line.leaf().ifPresent(bytes -> {
            Shown leaf = Shown.parse("leaf " + line.index(), bytes);
            if (leaf.textOrEmpty("walletId").equals(walletId)) {
                leaves.put(line.index(), leaf);
                entries.put(line.index(), line.entry().toHex());
            }
        });
    }

    /** The server's list of the wallet's events must be these leaves, each in its place, and none but these. */
    void compareEvents(List<Shown> events, long size) {
        long before = report.faults();
        List<Long> listed = new ArrayList<>();
        for (Shown event : events) {
            long index = event.number("sequence") - 1;
            if (index < size) {
                listed.add(index);
                compare(index, event);
            }
        }
        report.require(
                listed.equals(List.copyOf(leaves.keySet())),
                EVENTS,
                "The list of events leaves out, repeats, adds or misplaces some of those in the log.");
        if (report.faults() == before) {
            report.right(
                    EVENTS, "%d events of the wallet are those in the log, all and in order.".formatted(leaves.size()));
        }
    }

    /** The leaves that tell of a proposal, in order. */
    List<Shown> ofProposal(String proposalId) {
        return leaves.values().stream()
                .filter(leaf -> leaf.textOrEmpty("proposalId").equals(proposalId))
                .toList();
    }

    /** The leaves of some type that tell of a key, in order. */
    List<Shown> ofKey(String keyId) {
        return leaves.values().stream()
                .filter(leaf -> leaf.textOrEmpty("keyId").equals(keyId)
                        && leaf.text("type").startsWith("key."))
                .toList();
    }

    List<Shown> ofType(String type) {
        return leaves.values().stream()
                .filter(leaf -> leaf.text("type").equals(type))
                .toList();
    }

    /** SHA-256(salt || value), as events hold what is private. */
    static String saltedHash(Shown leaf, Bytes value) {
        return Hashes.sha256(Bytes.ofHex(leaf.text("salt")).plus(value)).toHex();
    }

    static String saltedHash(Shown leaf, String value) {
        return saltedHash(leaf, Bytes.wrap(value.getBytes(StandardCharsets.UTF_8)));
    }

    private void compare(long index, Shown event) {
        Shown leaf = leaves.get(index);
        if (leaf == null || !(event.node() instanceof ObjectNode shown)) {
            report.wrong(
                    EVENTS,
                    "The event with the sequence %d is not in the log as one of this wallet.".formatted(index + 1));
            return;
        }
        ObjectNode bare = shown.deepCopy();
        bare.remove(List.of("sequence", "entry"));
        report.require(
                bare.equals(leaf.node()),
                EVENTS,
                "The event with the sequence %d is not what the log has.".formatted(index + 1));
        report.requireSame(
                String.valueOf(entries.get(index)),
                event.text("entry"),
                EVENTS,
                "The hash of the event %d".formatted(index + 1));
    }
}
