package io.countersign.crypto.finalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.crypto.bytes.ByteWriter;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.finalize.TransactionFault.Reason;
import io.countersign.crypto.script.MultisigStack;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import io.countersign.crypto.verify.ExpectedInput;
import io.countersign.crypto.verify.ExpectedPath;
import io.countersign.crypto.verify.ExpectedSpend;
import io.countersign.crypto.verify.SpendKind;
import io.countersign.testing.TestSpend;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The limits of whole transactions in consensus and in Bitcoin Core's policy.h, each exactly and one beyond. */
class TransactionLimitTest {

    private static final long MAX_MONEY = 2_100_000_000_000_000L;
    private static final NextBlock NEXT = new NextBlock(800_000, 1_700_000_000L);

    /** Without outputs 51 bytes; its witness weighs 2 + 1 + 1 + 2 * 73 + 1 + 105 = 256. */
    private static final TestSpend SPEND = TestSpend.of(SpendKind.WSH, 2, 3, 1);

    private static List<Reason> reasons(int version, TestSpend spend, List<TxOutput> outputs) {
        Transaction unsigned = new Transaction(version, spend.unsigned().inputs(), outputs, 0);
        return reasons(new ExpectedSpend(unsigned, spend.expected().inputs(), Set.of()));
    }

    private static List<Reason> reasons(ExpectedSpend spend) {
        return reasons(Standardness.faults(spend, List.of(), NEXT));
    }

    private static List<Reason> reasons(List<TransactionFault> faults) {
        return faults.stream().map(TransactionFault::reason).toList();
    }

    /** An OP_RETURN output of so many bytes in all: the amount and the script with its length. */
    private static TxOutput data(int size) {
        int lengthSize = size - 9 < 0xfd ? 1 : size - 11 <= 0xffff ? 3 : 5;
        return new TxOutput(0, dataScript(size - 8 - lengthSize));
    }

    /** An OP_RETURN and a push, so many bytes together. */
    private static Bytes dataScript(int size) {
        ByteWriter script = new ByteWriter().writeByte(0x6a);
        if (size <= 77) {
            script.writeByte(size - 2).write(Bytes.wrap(new byte[size - 2]));
        } else {
            script.writeByte(0x4e).writeInt32(size - 6).write(Bytes.wrap(new byte[size - 6]));
        }
        return script.toBytes();
    }

    private static Transaction transaction(List<TxInput> inputs, TxOutput... outputs) {
        return new Transaction(2, inputs, List.of(outputs), 0);
    }

    private static TxInput input(int index) {
        return TxInput.unsigned(new Outpoint(new Txid(Bytes32.ofHex("11".repeat(32))), index), 0);
    }

    /** (51 + outputs) * 4 + 256, or a quarter of that in vB. */
    @ParameterizedTest
    @CsvSource({
        "2, 99885, ''",
        "2, 99886, TOO_HEAVY",
        "3, 9885, ''",
        "3, 9886, TOO_HEAVY",
        "2, 9886, ''",
        "2, 14, ''",
        "2, 13, TOO_SMALL"
    })
    void boundsTheSizeOnceItIsSigned(int version, int outputSize, String fault) {
        assertThat(reasons(version, SPEND, List.of(data(outputSize))))
                .isEqualTo(fault.isEmpty() ? List.of() : List.of(Reason.valueOf(fault)));
    }

    @ParameterizedTest
    @CsvSource({"50000, ''", "50001, DATA_TOO_LARGE"})
    void boundsTheDataOfAllOutputs(int second, String fault) {
        List<TxOutput> outputs = List.of(new TxOutput(0, dataScript(50_000)), new TxOutput(0, dataScript(second)));

        assertThat(reasons(OutputPolicy.faults(outputs)))
                .isEqualTo(fault.isEmpty() ? List.of() : List.of(Reason.valueOf(fault)));
    }

    /** A key in an output counts 4, a bare multisig 80: 199 * 80 + 19 * 4 = 15,996, and the witness script's keys are the rest. */
    @ParameterizedTest
    @CsvSource({"4, ''", "5, TOO_MANY_SIGNATURE_CHECKS"})
    void boundsTheCostOfSignatureChecks(int keys, String fault) {
        String key = "21" + TestSpend.publicKey(0, 0).bytes().toHex();
        List<TxOutput> outputs = new ArrayList<>();
        outputs.addAll(Collections.nCopies(199, new TxOutput(1_000, Bytes.ofHex("51" + key + "51ae"))));
        outputs.addAll(Collections.nCopies(19, new TxOutput(1_000, Bytes.ofHex(key + "ac"))));

        assertThat(reasons(2, TestSpend.of(SpendKind.WSH, 1, keys, 1), outputs))
                .isEqualTo(fault.isEmpty() ? List.of() : List.of(Reason.valueOf(fault)));
    }

    /** 166 redeem scripts with 15 checks each, and one with the rest. */
    @ParameterizedTest
    @CsvSource({"10, ''", "11, TOO_MANY_SIGNATURE_CHECKS"})
    void boundsTheChecksThatAreNotSegwit(int last, String fault) {
        List<ExpectedInput> facts = Stream.concat(
                        Collections.nCopies(166, legacy(15)).stream(), Stream.of(legacy(last)))
                .toList();
        List<TxInput> inputs =
                IntStream.range(0, 167).mapToObj(TransactionLimitTest::input).toList();
        Transaction unsigned = transaction(inputs, data(14));

        assertThat(reasons(new ExpectedSpend(unsigned, facts, Set.of())))
                .isEqualTo(fault.isEmpty() ? List.of() : List.of(Reason.valueOf(fault)));
    }

    private static ExpectedInput legacy(int checks) {
        Bytes script = Bytes.ofHex("ac".repeat(checks));
        ExpectedPath path = new ExpectedPath("main", null, 1, List.of(), new MultisigStack(1, List.of()));
        TxOutput coin = new TxOutput(1_000, SpendKind.SH.outputScript(script));
        return new ExpectedInput(coin, SpendKind.SH, script, path, List.of());
    }

    /** BIP141: a multisig counts the number that stands before it, if that is an opcode from 1 to 16, and else 20 keys. */
    @ParameterizedTest
    @CsvSource({
        "ac, 1, 1",
        "adac, 2, 2",
        "51ae, 1, 20",
        "60af, 16, 20",
        "53ae55af, 8, 40",
        "00ae, 20, 20",
        "0111ae, 20, 20",
        "61ae, 20, 20",
        "ae, 20, 20",
        "02acac, 0, 0",
        "5361ae, 20, 20"
    })
    void countsSignatureChecks(String script, int accurately, int roughly) {
        assertThat(Sigops.count(Bytes.ofHex(script), true)).isEqualTo(accurately);
        assertThat(Sigops.count(Bytes.ofHex(script), false)).isEqualTo(roughly);
    }

    /** One input, one output of 8 + 5 + script bytes: 64 beside the script. A block has 1,000,000 without witnesses. */
    @Test
    void boundsTheSizeByConsensus() {
        TxOutput largest = new TxOutput(0, Bytes.wrap(new byte[999_936]));
        TxOutput larger = new TxOutput(0, Bytes.wrap(new byte[999_937]));

        assertThat(TransactionCheck.faults(transaction(List.of(input(0)), largest)))
                .isEmpty();
        assertThat(reasons(TransactionCheck.faults(transaction(List.of(input(0)), larger))))
                .containsExactly(Reason.TOO_LARGE);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, ''",
        MAX_MONEY + ", 0, ''",
        "0, " + MAX_MONEY + ", ''",
        (MAX_MONEY - 1) + ", 1, ''",
        MAX_MONEY + ", 1, The outputs add up to more than",
        (MAX_MONEY + 1) + ", 0, Output 0 has an amount outside",
        "0, " + (MAX_MONEY + 1) + ", Output 1 has an amount outside",
        "1, -1, Output 1 has an amount outside"
    })
    void boundsAmountsByConsensus(long first, long second, String fault) {
        List<TransactionFault> faults = TransactionCheck.faults(
                transaction(List.of(input(0)), new TxOutput(first, Bytes.EMPTY), new TxOutput(second, Bytes.EMPTY)));

        assertThat(faults).hasSize(fault.isEmpty() ? 0 : 1).allSatisfy(found -> {
            assertThat(found.reason()).isEqualTo(Reason.AMOUNT_OUT_OF_RANGE);
            assertThat(found.sentence()).startsWith(fault);
        });
    }

    /** A coinbase's script has 2 to 100 bytes, and nothing else spends the outpoint of all zeros and ones. */
    @ParameterizedTest
    @CsvSource({"1, COINBASE_SCRIPT_SIZE", "2, ''", "100, ''", "101, COINBASE_SCRIPT_SIZE"})
    void boundsTheScriptOfACoinbase(int size, String fault) {
        TxInput nothing = new TxInput(
                new Outpoint(new Txid(Bytes32.ofHex("00".repeat(32))), 0xffffffffL),
                Bytes.wrap(new byte[size]),
                0,
                List.of());

        assertThat(reasons(TransactionCheck.faults(transaction(List.of(nothing), data(14)))))
                .isEqualTo(fault.isEmpty() ? List.of() : List.of(Reason.valueOf(fault)));
        assertThat(reasons(TransactionCheck.faults(transaction(List.of(input(0), nothing), data(14)))))
                .containsExactly(Reason.NULL_OUTPOINT);
    }

    /** Each input that repeats one, by its number. */
    @Test
    void namesTheInputThatSpendsACoinAgain() {
        List<TransactionFault> faults =
                TransactionCheck.faults(transaction(List.of(input(0), input(1), input(0)), data(14)));

        assertThat(faults)
                .extracting(TransactionFault::sentence)
                .containsExactly("Input 2 spends the same coin as an earlier input.");
    }

    /** IsFinalTx: a lock time of 0 is none, whatever the height. */
    @Test
    void takesALockTimeOfZeroInTheFirstBlock() {
        NextBlock first = new NextBlock(0, 0);

        assertThat(Finality.isFinal(transaction(List.of(input(0)), data(14)), first))
                .isTrue();
        assertThat(Finality.isFinal(new Transaction(2, List.of(input(0)), List.of(data(14)), 1), first))
                .isFalse();
    }
}
