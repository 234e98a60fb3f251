package io.countersign.crypto.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Base64Text;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Ed25519PrivateKey;
import io.countersign.crypto.cipher.Ed25519PublicKey;
import io.countersign.testing.VectorCase;
import io.countersign.testing.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** C2SP's signed notes, checkpoints, cosignatures and tiles, by the tests of those who run logs on them. */
class SignedNoteVectorTest {

    /** Accepted by a library, and refused here. */
    private static final Map<String, String> REFUSED_HERE = Map.of(
            "vkey-formats-1", "type 02 is ECDSA; this log's keys are Ed25519",
            "vkey-formats-2", "type 05 is a signed tree head of RFC 6962",
            "vkey-formats-3", "type 02 is ECDSA",
            "open-ecdsa-sigstore-works", "type 02 is ECDSA",
            "open-ecdsa-pixel-works", "type 02 is ECDSA",
            "body-5", "the specification forbids empty extension lines");

    static Stream<VectorCase> cases() {
        return Vectors.cases("signed_note.json");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agrees(VectorCase vector) {
        boolean isTaken = vector.valid() && !REFUSED_HERE.containsKey(vector.id());
        if (isTaken) {
            judge(vector);
        } else {
            assertRefused(() -> judge(vector));
        }
    }

    private static void judge(VectorCase vector) {
        switch (vector.input("operation")) {
            case "vkey" -> vkey(vector);
            case "sign" -> sign(vector);
            case "open" -> open(vector);
            case "parse" -> parse(vector);
            case "checkpoint" -> checkpoint(vector);
            case "checkpoint-text" -> checkpointText(vector);
            case "cosignature" -> cosignature(vector);
            case "cosignature-message" -> cosignatureMessage(vector);
            case "cosignature-time" -> cosignatureTime(vector);
            case "tile" -> tile(vector);
            case "tile-path" -> assertThat(path(vector, "level")).hasToString(vector.expected("path"));
            case "tile-path-parse" -> tilePath(vector);
            case "tile-count" -> tileCount(vector);
            case "entries-path", "entries-path-for-index" -> entriesPath(vector);
            default -> throw new IllegalArgumentException(vector.toString());
        }
    }

    private static void vkey(VectorCase vector) {
        VerifierKey key = VerifierKey.parse(vector.input("vkey"));
        assertThat(key.name()).isEqualTo(vector.expected("name"));
        assertThat(key.id().toHex()).isEqualTo(vector.expected("key_id"));
        assertThat("%02x".formatted(key.use().type())).isEqualTo(vector.expected("type"));
        assertThat(key.key().value().toHex()).isEqualTo(vector.expected("public_key"));
        assertThat(key).hasToString(vector.input("vkey"));
    }

    private static void sign(VectorCase vector) {
        NoteSigner signer = signer(vector);
        NoteSignature signature = signer.sign(vector.input("text"));
        SignedNote note = vector.input().has("note")
                ? SignedNote.parse(vector.input("note")).with(List.of(signature))
                : SignedNote.of(vector.input("text"), signature);
        assertThat(note).hasToString(vector.expected("note"));
    }

    private static NoteSigner signer(VectorCase vector) {
        if (vector.input().has("seed")) {
            return new NoteSigner(vector.input("name"), Ed25519PrivateKey.ofSeed(Bytes32.ofHex(vector.input("seed"))));
        }
        String[] parts = vector.input("private_key").split("\\+", 5);
        Bytes seed = Base64Text.decode(parts[4]).sliceFrom(1);
        return new NoteSigner(parts[2], Ed25519PrivateKey.ofSeed(new Bytes32(seed)));
    }

    private static OpenedNote open(VectorCase vector) {
        Bytes note = vector.input().has("note_hex")
                ? Bytes.ofHex(vector.input("note_hex"))
                : Bytes.wrap(vector.input("note").getBytes(UTF_8));
        OpenedNote opened = SignedNote.parse(note)
                .open(texts(vector.input().get("vkeys")).map(VerifierKey::parse).toList());
        if (!vector.expected().has("verified")) {
            return opened;
        }
        if (vector.expected().has("text")) {
            assertThat(opened.text()).isEqualTo(vector.expected("text"));
        }
        assertThat(opened.verified().stream().map(signature -> shown(signature.line())))
                .isEqualTo(shown(vector.expected().get("verified")));
        assertThat(opened.unverified().stream().map(SignedNoteVectorTest::shown))
                .isEqualTo(shown(vector.expected().get("unverified")));
        return opened;
    }

    private static void parse(VectorCase vector) {
        SignedNote note = SignedNote.parse(vector.input("note"));
        assertThat(note.text()).isEqualTo(vector.expected("text"));
        assertThat(note.signatures().stream().map(SignedNoteVectorTest::shown))
                .isEqualTo(shown(vector.expected().get("signatures")));
    }

    private static void checkpoint(VectorCase vector) {
        OpenedNote opened = open(vector);
        Checkpoint checkpoint = Checkpoint.parse(opened.text());
        boolean isSigned = !vector.input().has("log_key_name")
                || opened.verified().stream()
                        .anyMatch(signature -> signature.key().name().equals(vector.input("log_key_name")));
        if (!isSigned || !checkpoint.origin().equals(vector.input("expected_origin"))) {
            throw new NoteRefusedException("not the log's");
        }
        assertThat(checkpoint.origin()).isEqualTo(vector.expected("origin"));
        assertThat(checkpoint.size()).isEqualTo(Long.parseLong(vector.expected("size")));
        assertThat(checkpoint.rootHash().toHex()).isEqualTo(vector.expected("root_hash"));
    }

    private static void checkpointText(VectorCase vector) {
        Checkpoint checkpoint = Checkpoint.parse(vector.input("text"));
        assertThat(checkpoint.text()).isEqualTo(vector.input("text"));
        if (vector.valid()) {
            assertThat(checkpoint.origin()).isEqualTo(vector.expected("origin"));
            assertThat(checkpoint.size()).isEqualTo(Long.parseLong(vector.expected("size")));
            assertThat(checkpoint.rootHash().toHex()).isEqualTo(vector.expected("root_hash"));
            assertThat(String.join(
                            "",
                            checkpoint.extensions().stream()
                                    .map(line -> line + "\n")
                                    .toList()))
                    .isEqualTo(vector.expected("extension"));
        }
    }

    private static void cosignature(VectorCase vector) {
        VerifierKey key = new VerifierKey(
                vector.input("name"),
                KeyUse.COSIGNATURE,
                new Ed25519PublicKey(Bytes32.ofHex(vector.input("public_key"))));
        OpenedNote opened = SignedNote.parse(vector.input("note")).open(List.of(key));
        assertThat(key.id().toHex()).isEqualTo(vector.expected("key_id"));
        assertThat(opened.cosignedAt(key)).hasValue(Long.parseLong(vector.expected("timestamp")));
        Cosignature read = Cosignature.parse(opened.verified().get(0).line().signature());
        assertThat(read.signature().toHex()).isEqualTo(vector.expected("signature"));
    }

    private static void cosignatureMessage(VectorCase vector) {
        SignedNote note = SignedNote.parse(vector.input("note"));
        NoteSignature line = note.signatures().stream()
                .filter(signature -> signature.name().equals(vector.input("name")))
                .findFirst()
                .orElseThrow();
        Cosignature read = Cosignature.parse(line.signature());
        assertThat(line.keyId().toHex()).isEqualTo(vector.expected("key_id"));
        assertThat(read.time()).isEqualTo(Long.parseLong(vector.expected("timestamp")));
        assertThat(new String(Cosignature.message(read.time(), note.text()).toArray(), UTF_8))
                .isEqualTo(vector.expected("message"));
    }

    private static void cosignatureTime(VectorCase vector) {
        Bytes body = Base64Text.decode(vector.input("signature"));
        Cosignature read = Cosignature.parse(body.sliceFrom(4));
        assertThat(read.time()).isEqualTo(Long.parseLong(vector.expected("timestamp")));
        assertThat(body.slice(0, 4).toHex()).isEqualTo(vector.expected("key_id"));
    }

    private static void tile(VectorCase vector) {
        long size = Long.parseLong(vector.input("tree_size"));
        TilePath path = TilePath.parse(vector.input("tile_path"));
        List<Bytes32> hashes = new ArrayList<>();
        Bytes tile = Bytes.ofHex(vector.input("tile"));
        for (int i = 0; i < tile.size(); i += Bytes32.SIZE) {
            hashes.add(new Bytes32(tile.slice(i, i + Bytes32.SIZE)));
        }
        TreeGrowth growth = new TreeGrowth(0, List.of());
        texts(vector.expected().get("leaves"))
                .map(Bytes::ofHex)
                .map(MerkleHash::leaf)
                .forEach(growth::add);

        assertThat(path.isWithin(size)).isTrue();
        assertThat(new TilePath(0, 0, path.width() + 1).isWithin(size)).isFalse();
        assertThat(hashes).hasSize(path.width());
        assertThat(hashes.stream().map(Bytes32::toHex))
                .isEqualTo(texts(vector.expected().get("leaf_hashes")).toList());
        assertThat(growth.root().toHex()).isEqualTo(vector.expected("root"));
    }

    private static void tilePath(VectorCase vector) {
        TilePath path = TilePath.parse(vector.input("path"));
        assertThat(path).isEqualTo(path(vector.expected()));
    }

    private static void tileCount(VectorCase vector) {
        long size = Long.parseLong(vector.input("tree_size"));
        for (JsonNode level : vector.expected().get("tiles")) {
            int number = level.get("level").asInt();
            long full = level.get("full").asLong();
            int width = level.get("partial_width").asInt();
            assertThat(full == 0 || new TilePath(number, full - 1, TilePath.FULL).isWithin(size))
                    .isTrue();
            assertThat(width == 0 || new TilePath(number, full, width).isWithin(size))
                    .isTrue();
            assertThat(new TilePath(number, full, width + 1).isWithin(size)).isFalse();
        }
    }

    /** Bundles of entries are not given out by this log; only the form of their places, which is that of tiles, is compared. */
    private static void entriesPath(VectorCase vector) {
        long index = vector.input().has("index")
                ? Long.parseLong(vector.input("index"))
                : Long.parseLong(vector.input("leaf_index")) / TilePath.FULL;
        int width = vector.input().has("width")
                ? vector.input().get("width").asInt()
                : (int) Math.min(0, Long.parseLong(vector.input("tree_size")) - (index + 1) * TilePath.FULL)
                        + TilePath.FULL;
        assertThat("tile/entries/" + TilePath.place(index, width == 0 ? TilePath.FULL : width))
                .isEqualTo(vector.expected("path"));
    }

    private static TilePath path(VectorCase vector, String level) {
        assertThat(vector.input().has(level)).isTrue();
        return path(vector.input());
    }

    private static TilePath path(JsonNode node) {
        int width = node.get("width").asInt();
        return new TilePath(
                node.get("level").asInt(),
                Long.parseLong(node.get("index").asText()),
                width == 0 ? TilePath.FULL : width);
    }

    private static Stream<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText);
    }

    private static String shown(NoteSignature signature) {
        return signature.name() + " " + signature.keyId().toHex();
    }

    private static List<String> shown(JsonNode signatures) {
        return StreamSupport.stream(signatures.spliterator(), false)
                .map(signature -> signature.get("name").asText() + " "
                        + signature.get("key_id").asText())
                .toList();
    }

    private static void assertRefused(ThrowingCallable judging) {
        Assertions.assertThatThrownBy(judging).isInstanceOfAny(MalformedException.class, NoteRefusedException.class);
    }
}
