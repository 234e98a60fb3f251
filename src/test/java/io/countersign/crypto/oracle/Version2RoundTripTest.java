package io.countersign.crypto.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.crypto.psbt.PsbtV2;
import io.countersign.crypto.psbt.PsbtWriter;
import io.countersign.testing.NodePackages;
import io.countersign.testing.RandomPsbt;
import io.countersign.testing.Runs;
import io.countersign.testing.TestPsbts;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Version 2 of every shape, read and written by @scure/btc-signer and @caravan/psbt: what comes back is what went. */
class Version2RoundTripTest {

    private static final int PSBTS = 10_000;

    @BeforeAll
    static void install() {
        NodePackages.installOrSkip();
    }

    @Test
    void comesBackFromOthersAsItWent() throws IOException, InterruptedException {
        Process node = NodePackages.start("version2.js");
        try (BufferedWriter out = node.outputWriter(StandardCharsets.US_ASCII);
                BufferedReader in = node.inputReader(StandardCharsets.US_ASCII)) {
            for (long seed = 0; seed < Runs.of(PSBTS); seed++) {
                PsbtV2 psbt = RandomPsbt.version2(seed);
                out.write(PsbtWriter.write(psbt).toHex());
                out.newLine();
                out.flush();
                assertAnswer(seed, psbt, in.readLine());
            }
        }
        assertThat(node.waitFor()).isZero();
    }

    private static void assertAnswer(long seed, PsbtV2 psbt, String line) {
        String[] answers = line.split(";");
        String lockTime = String.valueOf(psbt.unsignedTransaction().lockTime());

        assertSame("seed %d by @scure/btc-signer".formatted(seed), answers[0], psbt);
        assertSame("seed %d by @caravan/psbt".formatted(seed), answers[1], psbt);
        assertThat(answers[2]).as("seed %d", seed).isEqualTo(lockTime);
        assertThat(answers[3]).as("seed %d", seed).isEqualTo(lockTime);
        assertSame(
                "seed %d by @caravan/psbt as version 0".formatted(seed),
                answers[4],
                withoutRequiredLocks(psbt).toV0());
    }

    private static void assertSame(String what, String answer, Psbt ours) {
        assertThat(answer).as(what).matches("[0-9a-f]+");
        Psbt theirs = withFlagsAs(ours, PsbtReader.read(Bytes.ofHex(answer)));
        assertThat(theirs.globals()).as(what).isEqualTo(ours.globals());
        assertThat(theirs.inputs()).as(what).isEqualTo(ours.inputs());
        assertThat(theirs.outputs()).as(what).isEqualTo(ours.outputs());
    }

    /** Its version 0 has the fallback lock time, though it works out the right one and BIP370 asks for that. */
    private static Psbt withoutRequiredLocks(Psbt psbt) {
        Set<Bytes> required = Set.of(Bytes.ofHex("11"), Bytes.ofHex("12"));
        return PsbtReader.read(TestPsbts.without(psbt, pair -> required.contains(pair.key())));
    }

    /** Where PSBT_GLOBAL_TX_MODIFIABLE is absent @scure/btc-signer writes what it thinks of it. */
    private static Psbt withFlagsAs(Psbt asked, Psbt answered) {
        return asked.globals().equals(withoutFlags(asked).globals()) ? withoutFlags(answered) : answered;
    }

    private static Psbt withoutFlags(Psbt psbt) {
        Bytes flags = Bytes.ofHex("06");
        Psbt bare = PsbtReader.read(TestPsbts.without(psbt, pair -> pair.key().equals(flags)));
        return bare.withOutputs(psbt.outputs());
    }
}
