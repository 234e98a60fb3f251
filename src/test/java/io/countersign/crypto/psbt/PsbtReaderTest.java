package io.countersign.crypto.psbt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.ByteWriter;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import io.countersign.crypto.verify.SpendKind;
import io.countersign.testing.TestPsbts;
import io.countersign.testing.TestSpend;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Threat B10: what a stranger sends is bounded before it costs anything. */
class PsbtReaderTest {

    private static final Psbt SIGNED = TestSpend.twoOfThree(SpendKind.SH_WSH).signedBy(0);
    private static final Bytes BYTES = PsbtWriter.write(SIGNED);

    private static void assertRefused(Bytes bytes, String why) {
        assertThatThrownBy(() -> PsbtReader.read(bytes))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining(why);
    }

    private static Transaction transaction(int inputs, int outputs) {
        List<TxInput> spends = IntStream.range(0, inputs)
                .mapToObj(i -> TxInput.unsigned(new Outpoint(new Txid(Bytes32.ofHex("ab".repeat(32))), i), 0))
                .toList();
        return new Transaction(2, spends, Collections.nCopies(outputs, new TxOutput(1, Bytes.EMPTY)), 0);
    }

    @Test
    void refusesEveryTruncation() {
        for (int size = 0; size < BYTES.size(); size++) {
            Bytes truncated = BYTES.slice(0, size);
            assertThatThrownBy(() -> PsbtReader.read(truncated)).isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void refusesBytesBehindTheLastMap() {
        assertRefused(BYTES.plus(Bytes.ofHex("00")), "1 bytes follow the end");
    }

    @Test
    void refusesMoreThanTwoMebibytes() {
        assertRefused(Bytes.wrap(new byte[PsbtReader.MAX_SIZE + 1]), "2 MiB is the limit");
        assertRefused(Bytes.wrap(new byte[PsbtReader.MAX_SIZE]), "begins with the bytes 70736274ff");
    }

    @Test
    void refusesLengthsBeyondTheData() {
        assertRefused(Bytes.ofHex("70736274ff" + "ffffffffffffffff7f"), "length");
        assertRefused(Bytes.ofHex("70736274ff" + "0100" + "feffffff7f"), "length");
    }

    @Test
    void refusesLengthsNotInTheirShortestForm() {
        assertRefused(Bytes.ofHex("70736274ff" + "fd0100" + "00"), "shortest form");
    }

    @Test
    void takesAsManyInputsAndOutputsAsTheLimits() {
        Psbt psbt = PsbtV0.of(transaction(PsbtReader.MAX_INPUTS, PsbtReader.MAX_OUTPUTS));

        assertThat(PsbtReader.read(PsbtWriter.write(psbt))).isEqualTo(psbt);
        assertThat(PsbtReader.read(PsbtWriter.write(psbt.toV2()))).isEqualTo(psbt.toV2());
    }

    @Test
    void refusesOneMore() {
        PsbtV0 inputs = PsbtV0.of(transaction(PsbtReader.MAX_INPUTS + 1, 1));
        PsbtV0 outputs = PsbtV0.of(transaction(1, PsbtReader.MAX_OUTPUTS + 1));

        assertRefused(PsbtWriter.write(inputs), "251 inputs, and 250 is the limit");
        assertRefused(PsbtWriter.write(outputs), "2001 outputs, and 2000 is the limit");
        assertRefused(PsbtWriter.write(inputs.toV2()), "PSBT_GLOBAL_INPUT_COUNT is 251, and 250 is the limit");
        assertRefused(PsbtWriter.write(outputs.toV2()), "PSBT_GLOBAL_OUTPUT_COUNT is 2001, and 2000 is the limit");
    }

    @Test
    void refusesMorePairsThanAnyWalletWrites() {
        assertRefused(bomb(65_537), "more than 65536 pairs");
        assertRefused(bomb(65_536), "PSBT_GLOBAL_UNSIGNED_TX is missing");
    }

    /** A global map of so many unknown pairs. */
    private static Bytes bomb(int pairs) {
        ByteWriter bomb = new ByteWriter().write(Bytes.ofHex("70736274ff"));
        for (int i = 0; i < pairs; i++) {
            bomb.writeByte(5).writeByte(0xf0).writeInt32(i).writeByte(0);
        }
        return bomb.writeByte(0).toBytes();
    }

    @Test
    void refusesAKeyThatStandsTwice() {
        Bytes key = Bytes.ofHex("f001");

        assertThat(PsbtReader.read(TestPsbts.withInputPair(SIGNED, 0, key, Bytes.EMPTY))
                        .inputs()
                        .get(0)
                        .unknown())
                .hasSize(1);
        Psbt once = PsbtReader.read(TestPsbts.withInputPair(SIGNED, 0, key, Bytes.EMPTY));
        assertRefused(TestPsbts.withInputPair(once, 0, key, Bytes.ofHex("01")), "twice");
    }

    @Test
    void refusesKeysOffTheCurve() {
        Bytes offCurve = Bytes.ofHex("02" + "ff".repeat(32));

        assertRefused(
                TestPsbts.withRawPartialSignature(SIGNED, 0, offCurve, Bytes.EMPTY), "PSBT_IN_PARTIAL_SIG: the key");
        assertRefused(
                TestPsbts.withInputPair(SIGNED, 0, Bytes.ofHex("06").plus(offCurve), Bytes.ofHex("00000000")),
                "PSBT_IN_BIP32_DERIVATION: the key");
    }

    @Test
    void tellsWhereItStopped() {
        Bytes bad = TestPsbts.withInputPair(SIGNED, 0, Bytes.ofHex("0300"), Bytes.ofHex("01000000"));

        assertThatThrownBy(() -> PsbtReader.read(bad))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.offset()).isPositive());
    }

    @Test
    void handsOverSignaturesOfAnyForm() {
        Bytes key = TestSpend.publicKey(0, 1).bytes();

        Psbt read = PsbtReader.read(TestPsbts.withRawPartialSignature(SIGNED, 0, key, Bytes.ofHex("ff")));

        assertThat(read.inputs().get(0).partialSignatures()).contains(new PartialSignature(key, Bytes.ofHex("ff")));
    }

    @Test
    void keepsUnknownAndProprietaryPairs() {
        Bytes proprietary = Bytes.ofHex("fc" + "0361626301" + "ffff");
        Psbt read = PsbtReader.read(TestPsbts.withInputPair(SIGNED, 1, proprietary, Bytes.ofHex("aa")));

        assertThat(read.inputs().get(1).unknown()).singleElement().satisfies(pair -> assertThat(pair.key())
                .isEqualTo(proprietary));
        assertThat(PsbtReader.read(PsbtWriter.write(read))).isEqualTo(read);
    }

    /** BIP174 fixes no order. Ours is that of the whole keys' bytes: the type 0x0100 is fd0001 there, and 0x00fe is fdfe00. */
    @Test
    void writesPairsInTheOrderOfTheirKeys() {
        Psbt psbt = PsbtV0.of(SIGNED.unsignedTransaction());
        for (String key : new String[] {"fdfe00", "fd0001", "f002", "f0", "f001", "fe00000100", "ef"}) {
            psbt = PsbtReader.read(TestPsbts.withInputPair(psbt, 0, Bytes.ofHex(key), Bytes.EMPTY));
        }

        assertThat(psbt.inputs().get(0).unknown())
                .extracting(pair -> pair.key().toHex())
                .containsExactly("ef", "f0", "f001", "f002", "fd0001", "fdfe00", "fe00000100");
    }

    /** What BIP370 requires of version 2, and of version 0 (BIP174). */
    @ParameterizedTest
    @CsvSource({
        "2, 02, PSBT_GLOBAL_TX_VERSION is missing",
        "2, 04, PSBT_GLOBAL_INPUT_COUNT is missing",
        "2, 05, PSBT_GLOBAL_OUTPUT_COUNT is missing",
        "2, 0e, PSBT_IN_PREVIOUS_TXID is missing",
        "2, 0f, PSBT_IN_OUTPUT_INDEX is missing",
        "2, 03, PSBT_OUT_AMOUNT is missing",
        "0, 00, PSBT_GLOBAL_UNSIGNED_TX is missing"
    })
    void refusesWhatLacksARequiredField(int version, String key, String why) {
        Psbt bare = PsbtV0.of(SIGNED.unsignedTransaction()).toVersion(version);

        assertRefused(TestPsbts.without(bare, pair -> pair.key().equals(Bytes.ofHex(key))), why);
    }
}
