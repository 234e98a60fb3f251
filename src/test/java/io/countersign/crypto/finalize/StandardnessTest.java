package io.countersign.crypto.finalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.finalize.TransactionFault.Reason;
import io.countersign.crypto.script.ScriptBuilder;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.verify.ExpectedInput;
import io.countersign.crypto.verify.ExpectedSpend;
import io.countersign.crypto.verify.SpendKind;
import io.countersign.testing.TestSpend;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandardnessTest {

    private static final TestSpend SPEND = TestSpend.twoOfThree(SpendKind.WSH);
    private static final NextBlock NEXT = new NextBlock(800_000, 1_700_000_000L);
    private static final List<CoinAge> DEEP = List.of(CoinAge.ofConfirmations(100), CoinAge.ofConfirmations(100));
    private static final Bytes P2WPKH = Bytes.ofHex("0014" + "11".repeat(20));

    private static List<Reason> reasons(ExpectedSpend spend) {
        return Standardness.faults(spend, DEEP, NEXT).stream()
                .map(TransactionFault::reason)
                .toList();
    }

    private static ExpectedSpend with(int version, List<TxOutput> outputs, long lockTime, long... sequences) {
        Transaction own = SPEND.unsigned();
        List<TxInput> inputs = new ArrayList<>(own.inputs());
        for (int i = 0; i < sequences.length; i++) {
            inputs.set(i, TxInput.unsigned(own.inputs().get(i).outpoint(), sequences[i]));
        }
        return new ExpectedSpend(
                new Transaction(version, inputs, outputs, lockTime),
                SPEND.expected().inputs(),
                Set.of());
    }

    private static ExpectedSpend paying(TxOutput... outputs) {
        return with(2, List.of(outputs), 0);
    }

    private static ExpectedSpend locked(int version, long lockTime, long... sequences) {
        return with(version, SPEND.unsigned().outputs(), lockTime, sequences);
    }

    @Test
    void hasNothingAgainstAnOrdinarySpend() {
        for (SpendKind kind : SpendKind.values()) {
            assertThat(reasons(TestSpend.twoOfThree(kind).expected())).isEmpty();
        }
    }

    /** Bitcoin Core's dust thresholds at 3000 sat/kvB. */
    @ParameterizedTest
    @CsvSource({
        "76a914111111111111111111111111111111111111111188ac, 546",
        "a914111111111111111111111111111111111111111187, 540",
        "00141111111111111111111111111111111111111111, 294",
        "00201111111111111111111111111111111111111111111111111111111111111111, 330",
        "51201111111111111111111111111111111111111111111111111111111111111111, 330",
        "51024e73, 240",
        "6a0411111111, 0"
    })
    void knowsDustByTheScript(String script, long limit) {
        Bytes bytes = Bytes.ofHex(script);

        assertThat(OutputPolicy.dustLimitSat(bytes)).isEqualTo(limit);
        assertThat(reasons(paying(new TxOutput(limit, bytes)))).isEmpty();
        if (limit > 0) {
            assertThat(reasons(paying(new TxOutput(limit - 1, bytes)))).containsExactly(Reason.DUST);
        }
    }

    @Test
    void refusesScriptsThatNobodyRelays() {
        Bytes key = TestSpend.publicKey(0, 0).bytes();
        Bytes fourKeys = new ScriptBuilder()
                .number(1)
                .data(key)
                .data(key)
                .data(key)
                .data(key)
                .number(4)
                .opcode(0xae)
                .build();
        Bytes threeKeys = new ScriptBuilder()
                .number(1)
                .data(key)
                .data(key)
                .data(key)
                .number(3)
                .opcode(0xae)
                .build();

        assertThat(reasons(paying(new TxOutput(5_000, Bytes.ofHex("51"))))).containsExactly(Reason.SCRIPT_NOT_STANDARD);
        assertThat(reasons(paying(new TxOutput(5_000, Bytes.EMPTY)))).contains(Reason.SCRIPT_NOT_STANDARD);
        assertThat(reasons(paying(new TxOutput(5_000, Bytes.ofHex("6a4c")))))
                .containsExactly(Reason.SCRIPT_NOT_STANDARD);
        assertThat(reasons(paying(new TxOutput(5_000, fourKeys)))).containsExactly(Reason.SCRIPT_NOT_STANDARD);
        assertThat(reasons(paying(new TxOutput(5_000, threeKeys)))).isEmpty();
    }

    @Test
    void refusesDataThatIsTooLargeOrBurnsCoins() {
        Bytes data = Bytes.ofHex("6a4d50c3").plus(Bytes.wrap(new byte[50_000]));

        assertThat(reasons(paying(new TxOutput(0, data), new TxOutput(5_000, P2WPKH))))
                .isEmpty();
        assertThat(reasons(paying(new TxOutput(0, data), new TxOutput(0, data))))
                .containsExactly(Reason.TOO_HEAVY, Reason.DATA_TOO_LARGE);
        assertThat(reasons(paying(new TxOutput(1, Bytes.ofHex("6a"))))).containsExactly(Reason.DATA_BURNS_COINS);
    }

    @Test
    void refusesWhatConsensusRefuses() {
        ExpectedInput facts = SPEND.expected().inputs().get(0);
        TxInput input = SPEND.unsigned().inputs().get(0);
        List<TxOutput> outputs = SPEND.unsigned().outputs();
        TxOutput all = new TxOutput(2_100_000_000_000_000L, P2WPKH);
        Map<Reason, ExpectedSpend> wrong = Map.of(
                Reason.NO_OUTPUTS, paying(),
                Reason.NO_INPUTS, new ExpectedSpend(new Transaction(2, List.of(), outputs, 0), List.of(), Set.of()),
                Reason.DUPLICATE_INPUT,
                        new ExpectedSpend(
                                new Transaction(2, List.of(input, input), outputs, 0), List.of(facts, facts), Set.of()),
                Reason.AMOUNT_OUT_OF_RANGE, paying(all, all),
                Reason.OUTPUTS_ABOVE_INPUTS, paying(new TxOutput(2_000_002, P2WPKH)));

        wrong.forEach((reason, spend) -> assertThat(reasons(spend)).containsExactly(reason));
        assertThat(reasons(paying(new TxOutput(-1, P2WPKH)))).containsExactly(Reason.AMOUNT_OUT_OF_RANGE);
        // The two coins have 1,000,000 and 1,000,001 sat.
        assertThat(reasons(paying(new TxOutput(2_000_001, P2WPKH)))).isEmpty();
    }

    @Test
    void refusesVersionsBeyondThree() {
        List<TxOutput> outputs = SPEND.unsigned().outputs();

        for (int version : new int[] {0, 4, -1}) {
            assertThat(reasons(with(version, outputs, 0))).containsExactly(Reason.VERSION_NOT_STANDARD);
        }
        for (int version : new int[] {1, 2, 3}) {
            assertThat(reasons(with(version, outputs, 0))).isEmpty();
        }
    }

    @Test
    void refusesWhatMayBecomeTooHeavy() {
        // An output of 31 bytes weighs 124: 3,220 of them come to 399,280, and the signed inputs to over 800.
        TxOutput payment = new TxOutput(300, P2WPKH);
        assertThat(reasons(paying(Collections.nCopies(3_220, payment).toArray(TxOutput[]::new))))
                .containsExactly(Reason.TOO_HEAVY);
        assertThat(reasons(paying(Collections.nCopies(3_200, payment).toArray(TxOutput[]::new))))
                .isEmpty();
        assertThat(reasons(with(3, Collections.nCopies(400, payment), 0))).containsExactly(Reason.TOO_HEAVY);
    }

    @Test
    void refusesTooManySignatureChecks() {
        // 167 inputs of 15 keys: 2,505 checks in scripts that are not segwit. So many are too heavy as well.
        TestSpend legacy = TestSpend.of(SpendKind.SH, 1, 15, 167);
        TestSpend segwit = TestSpend.of(SpendKind.WSH, 1, 15, 167);
        List<CoinAge> ages = Collections.nCopies(167, CoinAge.ofConfirmations(1));

        assertThat(Standardness.faults(legacy.expected(), ages, NEXT))
                .extracting(TransactionFault::reason)
                .containsExactly(Reason.TOO_HEAVY, Reason.TOO_MANY_SIGNATURE_CHECKS);
        assertThat(Standardness.faults(segwit.expected(), ages, NEXT)).isEmpty();
    }

    /** Bare multisig of any size counts as 20 keys, times 4. */
    @Test
    void countsSignatureChecksOfOutputs() {
        Bytes key = TestSpend.publicKey(0, 0).bytes();
        Bytes bare =
                new ScriptBuilder().number(1).data(key).number(1).opcode(0xae).build();
        ExpectedSpend spend =
                paying(Collections.nCopies(200, new TxOutput(1_000, bare)).toArray(TxOutput[]::new));

        assertThat(Sigops.cost(spend)).isEqualTo(200 * 80 + 2 * 3);
        assertThat(reasons(spend)).containsExactly(Reason.TOO_MANY_SIGNATURE_CHECKS);
    }

    /** By height up to 499,999,999, then by the median time past; the next block must lie beyond. */
    @Test
    void refusesWhatIsNotFinalInTheNextBlock() {
        long rbf = 0xfffffffdL;

        assertThat(reasons(locked(2, 799_999, rbf, rbf))).isEmpty();
        assertThat(reasons(locked(2, 800_000, rbf, rbf))).containsExactly(Reason.NOT_FINAL);
        assertThat(reasons(locked(2, 1_699_999_999L, rbf, rbf))).isEmpty();
        assertThat(reasons(locked(2, 1_700_000_000L, rbf, rbf))).containsExactly(Reason.NOT_FINAL);
        assertThat(reasons(locked(2, 800_000, TxInput.FINAL_SEQUENCE, TxInput.FINAL_SEQUENCE)))
                .isEmpty();
        assertThat(reasons(locked(2, 800_000, TxInput.FINAL_SEQUENCE, rbf))).containsExactly(Reason.NOT_FINAL);
    }

    @Test
    void refusesRelativeLocksThatAreNotMet() {
        long rbf = 0xfffffffdL;
        long byTime = 1 << 22;

        assertThat(reasons(locked(2, 0, 100, rbf))).isEmpty();
        assertThat(reasons(locked(2, 0, 101, rbf))).containsExactly(Reason.RELATIVE_LOCK_NOT_MET);
        assertThat(reasons(locked(1, 0, 101, rbf))).isEmpty();
        assertThat(reasons(locked(2, 0, 0, byTime))).isEmpty();
        assertThat(reasons(locked(2, 0, byTime + 1, rbf))).containsExactly(Reason.RELATIVE_LOCK_NOT_MET);
        assertThat(Standardness.find(locked(2, 0, 101, rbf), List.of(), new NextBlock(1, 1)))
                .isEmpty();
    }

    @Test
    void tellsTheKindOfTheFirstObjection() {
        assertThat(Standardness.find(paying(new TxOutput(1, P2WPKH)), List.of(), NEXT))
                .contains(new Standardness.Objection(
                        Standardness.Kind.DUST, "Output 0 has 1 sat; below 294 sat it is dust."));
        assertThat(IntStream.range(0, Reason.values().length).mapToObj(i -> Reason.values()[i].kind()))
                .contains(Standardness.Kind.values());
    }
}
