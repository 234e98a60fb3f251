package io.countersign.attack.evil;

import static io.countersign.attack.evil.Lie.at;
import static io.countersign.attack.evil.Lie.json;
import static io.countersign.attack.evil.Lie.list;
import static io.countersign.attack.evil.Lie.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Ed25519PrivateKey;
import io.countersign.crypto.merkle.Checkpoint;
import io.countersign.crypto.merkle.KeyUse;
import io.countersign.crypto.merkle.MerkleHash;
import io.countersign.crypto.merkle.NoteSigner;
import io.countersign.crypto.merkle.SignedNote;
import io.countersign.journal.log.LogForger;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;

/** Threats C8, C9 and B11: an old log, a forked one, one that hides or changes what happened, and promises that are not kept. */
final class LogLies {

    private static final String LOG = "/v1/log";
    private static final String CHECKPOINT = "/v1/log/checkpoint";
    private static final String ENTRIES = "/v1/log/entries\\?from=.*";
    private static final String INCLUSION = "/v1/log/proofs/inclusion.*";
    private static final String CONSISTENCY = "/v1/log/proofs/consistency.*";
    private static final String EVENTS = "/v1/wallets/[^/]+/events.*";

    private final LogForger forger;
    private final String oldCheckpoint;

    LogLies(LogForger forger, String oldCheckpoint) {
        this.forger = forger;
        this.oldCheckpoint = oldCheckpoint;
    }

    List<Lie> all() {
        NoteSigner stranger =
                new NoteSigner(forger.signer().verifierKey().name(), Ed25519PrivateKey.ofSeed(MerkleHash.EMPTY));
        return List.of(
                json("another key of the log", LOG, root -> {
                    root.put("verifierKey", stranger.verifierKey().toString());
                    root.put("cosignerKey", stranger.cosignerKey().toString());
                }),
                json("another origin", LOG, root -> root.put("origin", "example.org/log/1")),
                json("another epoch", LOG, root -> root.put("epoch", 7)),
                json(
                        "another cosigner key",
                        LOG,
                        root -> root.put(
                                "cosignerKey",
                                forger.signer().verifierKey().as(KeyUse.NOTE).toString())),
                json("a smaller log", LOG, root -> root.put("size", 1)),
                json(
                        "a larger log",
                        LOG,
                        root -> root.put("size", root.get("size").asLong() + 5)),
                text("an old checkpoint", CHECKPOINT, note -> oldCheckpoint),
                text("a checkpoint by another key", CHECKPOINT, note -> by(stranger, note)),
                text(
                        "a checkpoint that was signed long ago",
                        CHECKPOINT,
                        note -> resigned(note, root(note), seconds() - 4_000)),
                text("a checkpoint of tomorrow", CHECKPOINT, note -> resigned(note, root(note), seconds() + 86_400)),
                text(
                        "a forked log, signed by its own key",
                        CHECKPOINT,
                        note -> resigned(note, MerkleHash.leaf(root(note).bytes()), seconds())),
                text(
                        "a log shrunk and signed anew",
                        CHECKPOINT,
                        note -> forger.checkpoint(3, MerkleHash.EMPTY, seconds())),
                text(
                        "a checkpoint without a date",
                        CHECKPOINT,
                        note -> note.substring(0, note.indexOf('\n', note.indexOf('\u2014')) + 1)),
                text("no checkpoint", CHECKPOINT, note -> "later"),
                inclusion("a proof with a wrong hash", root -> spoil(list(root, "hashes"))),
                inclusion(
                        "a proof with a hash less", root -> list(root, "hashes").remove(0)),
                inclusion(
                        "a proof of another place",
                        root -> root.put("index", root.get("index").asLong() ^ 1)),
                inclusion("a proof of another entry", root -> root.put("entry", "07".repeat(32))),
                inclusion("a proof up to an unsigned size", root -> root.putNull("checkpoint")),
                json("a proof of growth with a wrong hash", CONSISTENCY, root -> spoil(list(root, "hashes"))),
                json("an entry's hash changed", ENTRIES, root -> at(
                                root.get("items"), root.get("items").size() / 2)
                        .put("entry", "07".repeat(32))),
                json("two entries exchanged", ENTRIES, root -> exchange(list(root, "items"))),
                json("an entry left out", ENTRIES, root -> list(root, "items").remove(0)),
                json("an entry made up", ENTRIES, root -> list(root, "items")
                        .insert(0, root.get("items").get(0).deepCopy())),
                json("a leaf changed", ENTRIES, root -> leaves(root, leaf -> leaf.replace("\"actor\"", "\"author\""))),
                json("the wallet's leaves withheld", ENTRIES, root -> root.get("items")
                        .forEach(item -> ((ObjectNode) item).putNull("leaf"))),
                events("an event left out", items -> items.remove(items.size() - 1)),
                events("an event made up", items -> items.add(items.get(0).deepCopy())),
                events("two events exchanged", LogLies::exchange),
                events("another one's doing", items -> at(items, 1)
                        .put("actor", "018f0000-0000-7000-8000-000000000000")),
                events("another time", items -> at(items, 1).put("time", "2026-01-01T00:00:00.000Z")),
                events("another type", items -> at(items, 1).put("type", "wallet.retired")),
                events(
                        "another state in an event",
                        items -> ((ObjectNode) items.get(items.size() - 1).get("data")).put("state", "failed")),
                events("another sequence", items -> at(items, items.size() - 1).put("sequence", 1)),
                events("another hash of an event", items -> at(items, 0).put("entry", "07".repeat(32))),
                json("another epoch of the events", EVENTS, root -> root.put("epoch", 9)));
    }

    private static Lie inclusion(String name, Consumer<ObjectNode> change) {
        return json(name, INCLUSION, change);
    }

    private static Lie events(String name, Consumer<ArrayNode> change) {
        return json(name, EVENTS, root -> {
            ArrayNode items = list(root, "items");
            if (items.size() > 1) {
                change.accept(items);
            }
        });
    }

    private String resigned(String note, Bytes32 root, long seconds) {
        return forger.checkpoint(checkpoint(note).size(), root, seconds);
    }

    private static String by(NoteSigner signer, String note) {
        Checkpoint checkpoint = checkpoint(note);
        return SignedNote.of(checkpoint.text(), signer.sign(checkpoint.text()), signer.cosign(checkpoint, seconds()))
                .toString();
    }

    private static Bytes32 root(String note) {
        return new Bytes32(checkpoint(note).rootHash());
    }

    private static Checkpoint checkpoint(String note) {
        return Checkpoint.parse(SignedNote.parse(note).text());
    }

    private static long seconds() {
        return System.currentTimeMillis() / 1_000;
    }

    private static void spoil(ArrayNode hashes) {
        hashes.set(0, Lie.JSON.getNodeFactory().textNode("07".repeat(32)));
    }

    private static void exchange(ArrayNode items) {
        if (items.size() > 1) {
            JsonNode first = items.get(0);
            items.set(0, items.get(1));
            items.set(1, first);
        }
    }

    private static void leaves(ObjectNode root, java.util.function.UnaryOperator<String> change) {
        root.get("items").forEach(item -> {
            if (!item.get("leaf").isNull()) {
                String leaf = new String(
                        Base64.getDecoder().decode(item.get("leaf").asText()), java.nio.charset.StandardCharsets.UTF_8);
                ((ObjectNode) item)
                        .put(
                                "leaf",
                                Base64.getEncoder()
                                        .encodeToString(
                                                change.apply(leaf).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            }
        });
    }
}
