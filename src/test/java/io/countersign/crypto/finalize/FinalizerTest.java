package io.countersign.crypto.finalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.acinq.bitcoin.Crypto;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.verify.ExpectedKey;
import io.countersign.crypto.verify.InputSignature;
import io.countersign.crypto.verify.SpendKind;
import io.countersign.testing.Kmp;
import io.countersign.testing.TestSpend;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FinalizerTest {

    private static List<InputSignature> signatures(TestSpend spend, int... cosigners) {
        List<InputSignature> signatures = new ArrayList<>();
        for (int input = 0; input < spend.previous().size(); input++) {
            for (int cosigner : cosigners) {
                signatures.add(new InputSignature(input, spend.slot(input, cosigner), spend.sign(input, cosigner)));
            }
        }
        return signatures;
    }

    @ParameterizedTest
    @EnumSource(SpendKind.class)
    void refusesTooFewSignatures(SpendKind kind) {
        TestSpend spend = TestSpend.twoOfThree(kind);

        assertThatThrownBy(() -> Finalizer.finalize(spend.expected(), signatures(spend, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("input 0 has too few signatures");
    }

    @ParameterizedTest
    @EnumSource(SpendKind.class)
    void makesWhatTheInterpreterTakes(SpendKind kind) {
        for (int total : new int[] {1, 2, 3, 15}) {
            for (int required : new int[] {1, (total + 1) / 2, total}) {
                TestSpend spend = TestSpend.of(kind, required, total, 2);
                int[] signers = java.util.stream.IntStream.range(0, required).toArray();
                Transaction made = Finalizer.finalize(spend.expected(), signatures(spend, signers))
                        .transaction();

                assertThat(SpendCheck.run(made, spend.expected().coins()))
                        .as("%d of %d", required, total)
                        .isEmpty();
                assertThat(made.txid().equals(spend.unsigned().txid()))
                        .isEqualTo(kind == SpendKind.WSH || kind == SpendKind.TR);
            }
        }
    }

    /** Otherwise two copies of the server would make two transactions with two wtxids. */
    @ParameterizedTest
    @EnumSource(SpendKind.class)
    void takesTheFirstKeysOfTheScriptWhateverTheOrder(SpendKind kind) {
        TestSpend spend = TestSpend.of(kind, 2, 4, 1);
        List<InputSignature> all = signatures(spend, 0, 1, 2, 3);
        List<ExpectedKey> firstKeys = spend.expected().inputs().get(0).keys().subList(0, 2);
        int[] firstSigners = firstKeys.stream().mapToInt(ExpectedKey::position).toArray();
        Transaction expected = Finalizer.finalize(spend.expected(), signatures(spend, firstSigners))
                .transaction();

        for (int turn = 0; turn < all.size(); turn++) {
            Collections.rotate(all, 1);
            assertThat(Finalizer.finalize(spend.expected(), all).transaction()).isEqualTo(expected);
        }
    }

    @Test
    void neverTakesMoreSpaceThanEstimated() {
        for (SpendKind kind : SpendKind.values()) {
            TestSpend spend = TestSpend.of(kind, 3, 5, 4);
            FinalTransaction made = Finalizer.finalize(spend.expected(), signatures(spend, 0, 1, 2));

            // A signature is shorter than 72 bytes by one or two as chance has it: 12 signatures, in the scriptSig not
            // discounted.
            assertThat(made.virtualSize())
                    .isBetween(
                            SizeEstimate.virtualSize(spend.expected()) - 12 * 3,
                            SizeEstimate.virtualSize(spend.expected()));
        }
    }

    /** The contract's example: 2-of-3 wsh, one input, outputs P2WPKH and P2WSH. */
    @Test
    void estimatesAsTheContractsExample() {
        TestSpend spend = TestSpend.of(SpendKind.WSH, 2, 3, 1);

        // (4 + 1 + 41 + 1 + 31 + 43 + 4) * 4 + 2 + 1 + 1 + 2 * 73 + 1 + 105 = 756
        assertThat(SizeEstimate.weight(spend.expected())).isEqualTo(756);
        assertThat(SizeEstimate.virtualSize(spend.expected())).isEqualTo(189);
    }

    @Test
    void namesTheInputWhoseScriptFails() {
        TestSpend spend = TestSpend.twoOfThree(SpendKind.WSH);
        Transaction made =
                Finalizer.finalize(spend.expected(), signatures(spend, 0, 1)).transaction();
        List<TxInput> swapped = List.of(
                made.inputs().get(0),
                made.inputs()
                        .get(1)
                        .withSignature(Bytes.EMPTY, made.inputs().get(0).witness()));
        List<TxOutput> coins = spend.expected().coins();

        assertThat(SpendCheck.run(made.withInputs(swapped), coins)).hasValueSatisfying(failure -> {
            assertThat(failure.inputIndex()).isEqualTo(1);
            assertThat(failure.detail()).isNotBlank();
        });
        assertThat(SpendCheck.run(made, List.of(new TxOutput(1, coins.get(0).script()), coins.get(1))))
                .isPresent()
                .get()
                .extracting(SpendCheck.ScriptFailure::inputIndex)
                .isEqualTo(0);
    }

    /** bitcoin-kmp works out the same; the wtxid is the double hash of all bytes (BIP141). */
    @Test
    void knowsItsIds() {
        TestSpend spend = TestSpend.of(SpendKind.WSH, 1, 1, 1);
        FinalTransaction made = Finalizer.finalize(spend.expected(), signatures(spend, 0));
        fr.acinq.bitcoin.Transaction kmp = Kmp.transaction(made.transaction());

        assertThat(made.txid()).hasToString(kmp.txid.toString());
        assertThat(made.wtxid().hash().bytes().toArray())
                .isEqualTo(Crypto.hash256(fr.acinq.bitcoin.Transaction.write(kmp)));
    }
}
