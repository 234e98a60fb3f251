package io.countersign.crypto.psbt;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.verify.SpendKind;
import io.countersign.testing.TestPsbts;
import io.countersign.testing.TestSpend;
import java.util.List;
import org.junit.jupiter.api.Test;

/** BIP174, "Input Finalizer": the UTXOs and unknown pairs stay, and with BIP370 what the transaction is made of. */
class FinalizedInputTest {

    private static final String X = "f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9";
    private static final String HASH = "ab".repeat(32);
    private static final Bytes SCRIPT_SIG = Bytes.ofHex("51");
    private static final List<Bytes> WITNESS = List.of(Bytes.EMPTY, Bytes.ofHex("abcd"));

    /** An input of version 2 with a pair of every kind. */
    private static PsbtInput full() {
        TestSpend spend = TestSpend.of(SpendKind.SH_WSH, 2, 3, 1);
        Psbt psbt = spend.signedBy(0).toV2();
        String[][] pairs = {
            {"03", "01000000"},
            {"06" + TestSpend.publicKey(0, 0).toHex(), "00000000"},
            {"0a9c1185a5c5e9fc54612808977ee8f548b2258d31", ""},
            {"11", "0065cd1d"},
            {"12", "01000000"},
            {"13", "cd".repeat(64)},
            {"14" + X + HASH, "cd".repeat(64)},
            {"15c0" + X, "51c0"},
            {"16" + X, "0000000000"},
            {"17", X},
            {"18", HASH},
            {"1a02" + X, "02" + X},
            {"1b02" + X + "02" + X, "00".repeat(66)},
            {"1c02" + X + "02" + X, HASH},
            {"f0", "aa"},
            {"fc0000", "bb"}
        };
        for (String[] pair : pairs) {
            psbt = PsbtReader.read(TestPsbts.withInputPair(psbt, 0, Bytes.ofHex(pair[0]), Bytes.ofHex(pair[1])));
        }
        return psbt.inputs().get(0);
    }

    private static List<String> types(PsbtInput input) {
        return input.map().pairs().stream()
                .map(pair -> pair.key().toHex().substring(0, 2))
                .toList();
    }

    @Test
    void dropsWhatLedToTheSignatures() {
        PsbtInput before = full();
        PsbtInput input = before.finalized(SCRIPT_SIG, WITNESS);

        assertThat(types(input)).containsExactly("00", "01", "07", "08", "0e", "0f", "10", "11", "12", "f0", "fc");
        assertThat(input.map().pairs())
                .filteredOn(pair -> pair.type() != 7 && pair.type() != 8)
                .isSubsetOf(before.map().pairs());
    }

    @Test
    void holdsTheScriptsAsTheyStandOnTheWire() {
        PsbtInput input = PsbtInput.EMPTY.finalized(SCRIPT_SIG, WITNESS);

        assertThat(input.map().pairs())
                .extracting(pair -> pair.key().toHex() + " " + pair.value().toHex())
                .containsExactly("07 51", "08 020002abcd");
        assertThat(input.finalScriptSig()).contains(SCRIPT_SIG);
        assertThat(input.finalScriptWitness()).contains(WITNESS);
        assertThat(input.isFinal()).isTrue();
    }

    @Test
    void leavesEmptyScriptsOut() {
        PsbtInput segwit = PsbtInput.EMPTY.finalized(Bytes.EMPTY, WITNESS);
        PsbtInput legacy = PsbtInput.EMPTY.finalized(SCRIPT_SIG, List.of());

        assertThat(types(segwit)).containsExactly("08");
        assertThat(segwit.isFinal()).isTrue();
        assertThat(segwit.finalScriptSig()).isEmpty();
        assertThat(types(legacy)).containsExactly("07");
        assertThat(legacy.isFinal()).isTrue();
        assertThat(legacy.finalScriptWitness()).isEmpty();
        assertThat(PsbtInput.EMPTY.isFinal()).isFalse();
    }
}
