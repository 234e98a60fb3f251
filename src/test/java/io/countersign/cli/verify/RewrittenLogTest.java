package io.countersign.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.crypto.bytes.Base64Text;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Ed25519PrivateKey;
import io.countersign.crypto.merkle.Checkpoint;
import io.countersign.crypto.merkle.MerkleHash;
import io.countersign.crypto.merkle.NoteSigner;
import io.countersign.crypto.merkle.Receipt;
import io.countersign.crypto.merkle.SignedNote;
import io.countersign.crypto.merkle.TreeGrowth;
import io.countersign.testing.Reply;
import io.countersign.testing.Runs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Threat C8: whoever has the database and the log's key rewrites the log as they like, hashes and checkpoints included. One checkpoint
 * signed before, or the receipt of an entry that was changed, shows it every time.
 */
class RewrittenLogTest {

    private static final int EDITS = 10_000;
    private static final long NOW = 1_790_000_000;
    private static final NoteSigner LOG =
            new NoteSigner("countersign.example.org/log/1", Ed25519PrivateKey.ofSeed(MerkleHash.EMPTY));

    @TempDir
    Path folder;

    private final Random random = new Random(20_261_125);

    @Test
    void findsNothingWrongWithALogThatOnlyGrew() throws IOException {
        List<Bytes> leaves = leaves(100);
        Report report = verify(export(leaves), List.of(checkpoint(leaves, 60)), List.of(receipt(leaves.get(80))));

        assertThat(report.findings()).allMatch(Finding::isRight);
        assertThat(report.findings()).extracting(Finding::check).contains("receipt", "checkpoint");
    }

    @Test
    void findsEveryEdit() throws IOException {
        for (int run = 0; run < Runs.of(EDITS); run++) {
            int size = 2 + random.nextInt(80);
            List<Bytes> leaves = leaves(size);
            int signed = 1 + random.nextInt(size);
            Edit edit = Edit.values()[random.nextInt(Edit.values().length)];
            boolean isCovered = random.nextBoolean();
            int place = isCovered ? random.nextInt(signed) : random.nextInt(size);
            List<Bytes> edited = edit.on(leaves, place, random);
            List<String> checkpoints = isCovered ? List.of(checkpoint(leaves, signed)) : List.of();
            List<Shown> receipts =
                    isCovered || !edit.touches(place, size) ? List.of() : List.of(receipt(leaves.get(place)));

            Report report = verify(export(edited), checkpoints, receipts);

            boolean isHeld = isCovered
                    ? edit.changesFirst(signed, place, leaves, edited)
                    : !receipts.isEmpty() && !edited.contains(leaves.get(place));
            assertThat(report.isRight())
                    .as("%s at %d of %d, signed %d, run %d", edit, place, size, signed, run)
                    .isEqualTo(!isHeld);
        }
    }

    @Test
    void findsWhatContradictsItselfWithoutHoldingAnything() throws IOException {
        List<Bytes> leaves = leaves(20);
        String export = Files.readString(export(leaves));

        for (String broken : List.of(
                export.replaceFirst("\"index\":7", "\"index\":8"),
                export.replaceFirst("(\"index\":7,\"entry\":\")..", "$100"),
                export.replaceFirst("(?m)^\\{\"index\":7.*\\n", ""),
                export.replaceFirst("\"size\":20", "\"size\":21"),
                export.replaceFirst("countersign-log/1", "countersign-log/9"),
                export.replaceFirst("\\\\n20\\\\n", "\\\\\\\\n19\\\\\\\\n"),
                export + "nonsense")) {
            assertThat(broken).isNotEqualTo(export);
            assertThat(verify(Files.writeString(folder.resolve("broken"), broken), List.of(), List.of())
                            .isRight())
                    .as(broken)
                    .isFalse();
        }
    }

    @Test
    void checksTheStructureOfHashesAlone() throws IOException {
        List<Bytes> leaves = leaves(20);
        String hashes = Files.readString(export(leaves))
                .replaceAll("\"leaf\":\"[^\"]*\"", "\"leaf\":null")
                .replaceAll("(?m)^\\{\"(format|checkpoint)\".*\\n", "");

        Report report = verify(Files.writeString(folder.resolve("hashes"), hashes), List.of(), List.of());

        assertThat(report.isRight()).isTrue();
        assertThat(report.findings()).extracting(Finding::detail).anyMatch(detail -> detail.contains("20 entries"));
    }

    private Report verify(Path export, List<String> checkpoints, List<Shown> receipts) {
        Report report = new Report();
        report.attempt("input", () -> new LogVerification(report)
                .run(
                        export,
                        checkpoints.isEmpty() && receipts.isEmpty() ? List.of() : List.of(LOG.verifierKey()),
                        checkpoints,
                        receipts));
        return report;
    }

    /** The export of a log whose operator has signed anew whatever it is now. */
    private Path export(List<Bytes> leaves) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(json(Map.of(
                "format",
                LogExport.FORMAT,
                "size",
                leaves.size(),
                "verifierKeys",
                List.of(LOG.verifierKey().toString()))));
        for (int i = 0; i < leaves.size(); i++) {
            lines.add("{\"index\":%d,\"entry\":\"%s\",\"leaf\":\"%s\"}"
                    .formatted(i, MerkleHash.leaf(leaves.get(i)).toHex(), Base64Text.encode(leaves.get(i))));
        }
        lines.add(json(Map.of("checkpoint", checkpoint(leaves, leaves.size()))));
        return Files.writeString(folder.resolve("export"), String.join("\n", lines) + "\n");
    }

    private static String checkpoint(List<Bytes> leaves, int size) {
        TreeGrowth growth = new TreeGrowth(0, List.of());
        leaves.subList(0, size).forEach(leaf -> growth.add(MerkleHash.leaf(leaf)));
        Checkpoint checkpoint = Checkpoint.of(LOG.verifierKey().name(), size, growth.root());
        return SignedNote.of(checkpoint.text(), LOG.sign(checkpoint.text()), LOG.cosign(checkpoint, NOW))
                .toString();
    }

    private static Shown receipt(Bytes leaf) {
        Bytes32 entry = MerkleHash.leaf(leaf);
        Receipt receipt = new Receipt(LOG.verifierKey().name(), entry, "2026-01-01T00:00:00.000Z");
        return new Shown(
                "receipt",
                Reply.tree(Map.of(
                        "entry", entry.toHex(),
                        "time", receipt.time(),
                        "note",
                                SignedNote.of(receipt.text(), LOG.sign(receipt.text()))
                                        .toString())));
    }

    private List<Bytes> leaves(int count) {
        List<Bytes> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leaves.add(leaf(i + " " + random.nextLong()));
        }
        return leaves;
    }

    private static Bytes leaf(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String json(Object value) {
        return Reply.tree(value).toString();
    }

    /** What can be done to a journal with full rights on the database. */
    private enum Edit {
        CHANGE {
            @Override
            void apply(List<Bytes> leaves, int place, Random random) {
                byte[] bytes = leaves.get(place).toArray();
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                leaves.set(place, Bytes.wrap(bytes));
            }
        },
        DELETE {
            @Override
            void apply(List<Bytes> leaves, int place, Random random) {
                leaves.remove(place);
            }
        },
        REORDER {
            @Override
            void apply(List<Bytes> leaves, int place, Random random) {
                Bytes moved = leaves.remove(place);
                int to = random.nextInt(leaves.size() + 1);
                leaves.add(to == place ? (place == 0 ? leaves.size() : 0) : to, moved);
            }
        },
        TRUNCATE {
            @Override
            void apply(List<Bytes> leaves, int place, Random random) {
                leaves.subList(place, leaves.size()).clear();
            }
        },
        INSERT {
            @Override
            void apply(List<Bytes> leaves, int place, Random random) {
                leaves.add(place, leaf("inserted " + random.nextLong()));
            }
        },
        FORK {
            @Override
            void apply(List<Bytes> leaves, int place, Random random) {
                int count = leaves.size() - place;
                leaves.subList(place, leaves.size()).clear();
                for (int i = 0; i < count + random.nextInt(5); i++) {
                    leaves.add(leaf("forked " + random.nextLong()));
                }
            }
        };

        abstract void apply(List<Bytes> leaves, int place, Random random);

        List<Bytes> on(List<Bytes> leaves, int place, Random random) {
            List<Bytes> edited = new ArrayList<>(leaves);
            apply(edited, place, random);
            return edited;
        }

        /** Whether a receipt of the entry at the place is one of an edited entry. */
        boolean touches(int place, int size) {
            return place < size && this != REORDER && this != INSERT;
        }

        boolean changesFirst(int signed, int place, List<Bytes> before, List<Bytes> after) {
            return after.size() < signed || !before.subList(0, signed).equals(after.subList(0, signed));
        }
    }
}
