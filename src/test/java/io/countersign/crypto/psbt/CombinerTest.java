package io.countersign.crypto.psbt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.verify.SpendKind;
import io.countersign.testing.TestPsbts;
import io.countersign.testing.TestSpend;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What two PSBTs of one transaction may disagree on, and what becomes of it (BIP174, "Combiner"; BIP370). */
class CombinerTest {

    private static final TestSpend SPEND = TestSpend.twoOfThree(SpendKind.WSH);
    private static final PsbtV0 BARE = PsbtV0.of(SPEND.unsigned());
    private static final String X = "f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9";
    private static final String Y = "c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5";
    private static final int FIRST_INPUT = 1;

    private static Psbt with(Psbt psbt, int map, String key, String value) {
        return PsbtReader.read(TestPsbts.withPair(psbt, map, Bytes.ofHex(key), Bytes.ofHex(value)));
    }

    private static Psbt combined(Psbt... psbts) {
        return Combiner.combine(List.of(psbts));
    }

    private static void assertRefused(Psbt first, Psbt second, String why) {
        assertThatThrownBy(() -> combined(first, second))
                .isInstanceOf(MalformedException.class)
                .hasMessage(why);
    }

    private static void assertContradiction(Psbt first, Psbt second, String field) {
        assertRefused(first, second, "The PSBTs contradict each other in %s.".formatted(field));
        assertThat(combined(first, first)).isEqualTo(first);
    }

    /** A previous transaction's input as it was signed. */
    private static Transaction witnessed(Transaction transaction) {
        TxInput input = transaction.inputs().get(0);
        return transaction.withInputs(List.of(input.withSignature(Bytes.EMPTY, List.of(Bytes.ofHex("51")))));
    }

    @ParameterizedTest
    @CsvSource({
        "01, 010000000000000000, 020000000000000000, PSBT_IN_WITNESS_UTXO",
        "04, 51, 52, PSBT_IN_REDEEM_SCRIPT",
        "05, 51, 52, PSBT_IN_WITNESS_SCRIPT",
        "15c0" + X + ", 51c0, 52c0, PSBT_IN_TAP_LEAF_SCRIPT",
        "17, " + X + ", " + Y + ", PSBT_IN_TAP_INTERNAL_KEY",
        "18, " + X + ", " + Y + ", PSBT_IN_TAP_MERKLE_ROOT"
    })
    void refusesContradictionsInInputs(String key, String first, String second, String field) {
        int lastInput = FIRST_INPUT + 1;

        assertContradiction(with(BARE, FIRST_INPUT, key, first), with(BARE, FIRST_INPUT, key, second), field);
        assertContradiction(with(BARE, lastInput, key, first), with(BARE, lastInput, key, second), field);
    }

    @ParameterizedTest
    @CsvSource({
        "00, 51, 52, PSBT_OUT_REDEEM_SCRIPT",
        "01, 51, 52, PSBT_OUT_WITNESS_SCRIPT",
        "05, " + X + ", " + Y + ", PSBT_OUT_TAP_INTERNAL_KEY",
        "06, 00c00151, 00c00152, PSBT_OUT_TAP_TREE"
    })
    void refusesContradictionsInOutputs(String key, String first, String second, String field) {
        int lastOutput = FIRST_INPUT + 3;

        assertContradiction(with(BARE, lastOutput, key, first), with(BARE, lastOutput, key, second), field);
    }

    /** The identity of version 2 binds no sequence, and of lock times only the one that counts. */
    @Test
    void refusesOtherSequencesAndLockTimesOfVersion2() {
        Psbt low = sequenced(BARE.toV2(), "fdffffff");
        Psbt high = sequenced(BARE.toV2(), "feffffff");
        Psbt locked = with(BARE.toV2(), FIRST_INPUT + 1, "12", "c8000000");

        assertContradiction(low, high, "PSBT_IN_SEQUENCE");
        assertContradiction(
                with(locked, FIRST_INPUT, "12", "64000000"),
                with(locked, FIRST_INPUT, "12", "63000000"),
                "PSBT_IN_REQUIRED_HEIGHT_LOCKTIME");
        assertContradiction(
                with(with(locked, FIRST_INPUT, "12", "64000000"), FIRST_INPUT, "11", "0065cd1d"),
                with(with(locked, FIRST_INPUT, "12", "64000000"), FIRST_INPUT, "11", "0165cd1d"),
                "PSBT_IN_REQUIRED_TIME_LOCKTIME");
        assertContradiction(
                fallback(locked, "01000000"), fallback(locked, "02000000"), "PSBT_GLOBAL_FALLBACK_LOCKTIME");
    }

    private static Psbt sequenced(Psbt psbt, String sequence) {
        return PsbtReader.read(TestPsbts.mapValue(
                psbt, FIRST_INPUT, pair -> pair.key().equals(Bytes.ofHex("10")), value -> Bytes.ofHex(sequence)));
    }

    private static Psbt fallback(Psbt psbt, String lockTime) {
        return PsbtReader.read(TestPsbts.mapValue(
                psbt, 0, pair -> pair.key().equals(Bytes.ofHex("03")), value -> Bytes.ofHex(lockTime)));
    }

    @Test
    void takesAPreviousTransactionWithItsWitnessesAndWithout() {
        Transaction previous = SPEND.previous().get(0);
        PsbtV0 stripped = BARE.withInput(0, PsbtInput.EMPTY.withNonWitnessUtxo(previous));
        PsbtV0 whole = BARE.withInput(0, PsbtInput.EMPTY.withNonWitnessUtxo(witnessed(previous)));
        PsbtV0 other = BARE.withInput(
                0, PsbtInput.EMPTY.withNonWitnessUtxo(SPEND.previous().get(1)));

        assertThat(combined(stripped, whole)).isEqualTo(stripped);
        assertThat(combined(whole, stripped)).isEqualTo(whole);
        assertThat(combined(BARE, whole)).isEqualTo(whole);
        assertThat(combined(whole, BARE)).isEqualTo(whole);
        assertContradiction(stripped, other, "PSBT_IN_NON_WITNESS_UTXO");
    }

    /** One who signs twice need not come to the same bytes. */
    @Test
    void keepsTheFirstOfWhatBindsNoSignature() {
        String key = "02" + TestSpend.publicKey(0, 0).toHex();
        Psbt first = with(with(BARE, FIRST_INPUT, key, "0101"), 0, "f0", "aa");
        Psbt second = with(with(BARE, FIRST_INPUT, key, "0201"), 0, "f0", "bb");

        assertThat(combined(first, second)).isEqualTo(first);
        assertThat(combined(second, first)).isEqualTo(second);
    }

    @Test
    void keepsThePairsOfAll() {
        Psbt signed = combined(SPEND.signedBy(0), SPEND.signedBy(1), SPEND.signedBy(2));

        assertThat(signed).isEqualTo(SPEND.signedBy(0, 1, 2));
        assertThat(combined(with(BARE, 0, "f0", "aa"), with(BARE, 0, "f1", "bb"))
                        .unknownGlobals())
                .extracting(pair -> pair.key().toHex())
                .containsExactly("f0", "f1");
    }

    @Test
    void refusesNothingAndWhatIsNotTheSameWork() {
        PsbtV0 other = PsbtV0.of(TestSpend.twoOfThree(SpendKind.SH).unsigned());
        String different = "PSBTs of different transactions or versions can't be combined.";

        assertRefused(BARE, other, different);
        assertRefused(BARE, BARE.toV2(), different);
        assertThatThrownBy(() -> combined())
                .isInstanceOf(MalformedException.class)
                .hasMessage("There is no PSBT to combine.");
    }

    /** Bits 0 and 1 must be set on both sides, and bit 2, a SINGLE, on one. Who says nothing lets nothing change. */
    @ParameterizedTest
    @CsvSource({
        "03, 03, 03",
        "03, 01, 01",
        "01, 02, 00",
        "07, 03, 07",
        "00, 04, 04",
        "04, 04, 04",
        "'', 03, 00",
        "'', 04, 04",
        "'', '', ''"
    })
    void letsChangeWhatBothLetChange(String first, String second, String expected) {
        assertThat(flags(combined(modifiable(first), modifiable(second)))).isEqualTo(expected);
        assertThat(flags(combined(modifiable(second), modifiable(first)))).isEqualTo(expected);
    }

    private static Psbt modifiable(String flags) {
        return flags.isEmpty() ? BARE.toV2() : with(BARE.toV2(), 0, "06", flags);
    }

    private static String flags(Psbt psbt) {
        return psbt.globals().pairs().stream()
                .filter(pair -> pair.type() == 6)
                .map(pair -> pair.value().toHex())
                .findFirst()
                .orElse("");
    }
}
