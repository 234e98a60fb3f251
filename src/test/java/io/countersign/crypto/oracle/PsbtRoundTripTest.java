package io.countersign.crypto.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.crypto.psbt.PsbtV0;
import io.countersign.crypto.psbt.PsbtWriter;
import io.countersign.crypto.psbt.TapTree;
import io.countersign.testing.RandomPsbt;
import io.countersign.testing.Runs;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

/** PSBTs of every shape, read and written by rust-bitcoin (bdk-jvm) and bitcoin-kmp: what comes back is what went. */
class PsbtRoundTripTest {

    private static final int PSBTS = 10_000;

    @Test
    void comesBackFromRustBitcoinAsItWent() {
        for (long seed = 0; seed < Runs.of(PSBTS); seed++) {
            PsbtV0 psbt = RandomPsbt.version0(seed);

            try (var theirs = new org.bitcoindevkit.Psbt(PsbtWriter.writeText(psbt))) {
                assertSame(seed, withSortedTrees(PsbtReader.readText(theirs.serialize())), withSortedTrees(psbt));
            }
        }
    }

    @Test
    void comesBackFromBitcoinKmpAsItWent() {
        for (long seed = 0; seed < Runs.of(PSBTS); seed++) {
            PsbtV0 psbt = RandomPsbt.version0(seed);

            var read = fr.acinq.bitcoin.psbt.Psbt.read(PsbtWriter.write(psbt).toArray());
            assertThat(read.isRight()).as("seed %d: %s", seed, read).isTrue();
            byte[] written = fr.acinq.bitcoin.psbt.Psbt.write(read.getRight()).toByteArray();
            assertSame(seed, PsbtReader.read(Bytes.of(written)), psbt);
        }
    }

    /** rust-bitcoin writes the branches of a tree in an order of its own, which the Merkle root does not know. */
    private static Psbt withSortedTrees(Psbt psbt) {
        return psbt.withOutputs(psbt.outputs().stream()
                .map(output -> output.tapTree()
                        .map(tree -> output.withTapTree(sorted(tree)))
                        .orElse(output))
                .toList());
    }

    /** The trees here are combs: by their depths alone the leaves make the same tree again, but for the last two's order. */
    private static TapTree sorted(TapTree tree) {
        return new TapTree(tree.leaves().stream()
                .sorted(Comparator.comparingInt(TapTree.Leaf::depth).thenComparing(TapTree.Leaf::script))
                .toList());
    }

    private static void assertSame(long seed, Psbt theirs, Psbt ours) {
        assertThat(theirs.inputs()).as("seed %d", seed).isEqualTo(ours.inputs());
        assertThat(theirs.outputs()).as("seed %d", seed).isEqualTo(ours.outputs());
        assertThat(theirs).as("seed %d", seed).isEqualTo(ours);
    }
}
