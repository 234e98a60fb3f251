package io.countersign.crypto.psbt;

import static io.countersign.crypto.psbt.CoinFault.OUTPUT_MISSING;
import static io.countersign.crypto.psbt.CoinFault.PREVIOUS_TRANSACTION_MISSING;
import static io.countersign.crypto.psbt.CoinFault.PREVIOUS_TRANSACTION_WRONG;
import static io.countersign.crypto.psbt.CoinFault.REDEEM_SCRIPT_WRONG;
import static io.countersign.crypto.psbt.CoinFault.UTXOS_DISAGREE;
import static io.countersign.crypto.psbt.CoinFault.WITNESS_SCRIPT_WRONG;
import static io.countersign.crypto.psbt.CoinFault.WITNESS_UTXO_FOR_LEGACY;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.script.OutputScript;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.verify.SpendKind;
import io.countersign.testing.TestSpend;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault that BIP174, "Data Signers Check For" names, alone, and which coin is spoken of then. */
class CoinCheckTest {

    private static final Bytes SCRIPT = Bytes.ofHex("51");
    private static final Bytes OTHER_SCRIPT = Bytes.ofHex("52");

    /** Of an input that spends output {@code vout} of {@code previous}. */
    private static CoinCheck check(Transaction previous, long vout, PsbtInput input) {
        Transaction unsigned = new Transaction(
                2,
                List.of(TxInput.unsigned(new Outpoint(previous.txid(), vout), 0)),
                List.of(new TxOutput(1_000, SCRIPT)),
                0);
        return CoinCheck.of(PsbtV0.of(unsigned).withInput(0, input), 0);
    }

    /** Of an input that spends a coin with this script; its previous transaction is given. */
    private static CoinCheck proven(Bytes script, PsbtInput input) {
        Transaction previous = previous(script);
        return check(previous, 1, input.withNonWitnessUtxo(previous));
    }

    private static Transaction previous(Bytes script) {
        return new Transaction(
                2,
                TestSpend.of(SpendKind.WSH, 1, 1, 1).unsigned().inputs(),
                List.of(new TxOutput(5_000, OTHER_SCRIPT), coin(script)),
                0);
    }

    private static TxOutput coin(Bytes script) {
        return new TxOutput(70_000, script);
    }

    private static void assertFaults(CoinCheck check, CoinFault... faults) {
        assertThat(check.faults()).containsExactly(faults);
    }

    @ParameterizedTest
    @EnumSource(SpendKind.class)
    void findsNothingInWhatIsComplete(SpendKind kind) {
        TestSpend spend = TestSpend.twoOfThree(kind);

        for (int input = 0; input < 2; input++) {
            CoinCheck check = CoinCheck.of(spend.psbt(), input);
            assertThat(check.faults()).isEmpty();
            assertThat(check.coin())
                    .contains(spend.expected().inputs().get(input).coin());
        }
    }

    @Test
    void missesThePreviousTransactionButOfTaproot() {
        Bytes wsh = OutputScript.p2wsh(SCRIPT);
        Bytes taproot = OutputScript.p2tr(TestSpend.publicKey(0, 0).xOnly());
        CoinCheck claimed = check(previous(wsh), 1, PsbtInput.EMPTY.withWitnessUtxo(coin(wsh)));
        CoinCheck nothing = check(previous(wsh), 1, PsbtInput.EMPTY);
        CoinCheck ofTaproot = check(previous(taproot), 1, PsbtInput.EMPTY.withWitnessUtxo(coin(taproot)));

        assertFaults(claimed, PREVIOUS_TRANSACTION_MISSING);
        assertThat(claimed.coin()).contains(coin(wsh));
        assertFaults(nothing, PREVIOUS_TRANSACTION_MISSING);
        assertThat(nothing.coin()).isEmpty();
        assertFaults(ofTaproot);
        assertThat(ofTaproot.coin()).contains(coin(taproot));
    }

    @Test
    void refusesAnotherPreviousTransaction() {
        Bytes wsh = OutputScript.p2wsh(SCRIPT);
        Transaction other = previous(OutputScript.p2wsh(OTHER_SCRIPT));
        PsbtInput input = PsbtInput.EMPTY.withNonWitnessUtxo(other);
        CoinCheck claimed = check(previous(wsh), 1, input.withWitnessUtxo(coin(wsh)));

        assertFaults(claimed, PREVIOUS_TRANSACTION_WRONG);
        assertThat(claimed.coin()).contains(coin(wsh));
        assertThat(check(previous(wsh), 1, input).coin()).isEmpty();
    }

    /** Two outputs have the numbers 0 and 1. */
    @ParameterizedTest
    @ValueSource(longs = {2, 3, 0xffffffffL})
    void refusesAnOutputBeyondTheLast(long vout) {
        Transaction previous = previous(SCRIPT);
        CoinCheck check = check(previous, vout, PsbtInput.EMPTY.withNonWitnessUtxo(previous));

        assertFaults(check, OUTPUT_MISSING);
        assertThat(check.coin()).isEmpty();
    }

    @Test
    void believesThePreviousTransactionWhereTheTwoDisagree() {
        Bytes wsh = OutputScript.p2wsh(SCRIPT);
        CoinCheck check = proven(wsh, PsbtInput.EMPTY.withWitnessUtxo(new TxOutput(70_001, wsh)));

        assertFaults(check, UTXOS_DISAGREE);
        assertThat(check.coin()).contains(coin(wsh));
    }

    @Test
    void refusesScriptsThatDoNotHashToWhatIsSpent() {
        Bytes witness = OutputScript.p2wsh(SCRIPT);
        Bytes nested = OutputScript.p2sh(witness);

        assertFaults(proven(nested, PsbtInput.EMPTY.withRedeemScript(OTHER_SCRIPT)), REDEEM_SCRIPT_WRONG);
        assertFaults(
                proven(nested, PsbtInput.EMPTY.withRedeemScript(OTHER_SCRIPT).withWitnessScript(OTHER_SCRIPT)),
                REDEEM_SCRIPT_WRONG);
        assertFaults(proven(witness, PsbtInput.EMPTY.withRedeemScript(witness)), REDEEM_SCRIPT_WRONG);
        assertFaults(proven(witness, PsbtInput.EMPTY.withWitnessScript(OTHER_SCRIPT)), WITNESS_SCRIPT_WRONG);
        assertFaults(
                proven(nested, PsbtInput.EMPTY.withRedeemScript(witness).withWitnessScript(OTHER_SCRIPT)),
                WITNESS_SCRIPT_WRONG);
        assertFaults(
                proven(
                        OutputScript.p2sh(SCRIPT),
                        PsbtInput.EMPTY.withRedeemScript(SCRIPT).withWitnessScript(SCRIPT)),
                WITNESS_SCRIPT_WRONG);
    }

    /** Without its redeem script nobody knows yet what a P2SH coin is. */
    @Test
    void missesNoScript() {
        Bytes witness = OutputScript.p2wsh(SCRIPT);
        Bytes nested = OutputScript.p2sh(witness);

        assertFaults(proven(witness, PsbtInput.EMPTY));
        assertFaults(proven(witness, PsbtInput.EMPTY.withWitnessScript(SCRIPT)));
        assertFaults(proven(nested, PsbtInput.EMPTY.withWitnessScript(SCRIPT).withWitnessUtxo(coin(nested))));
        assertFaults(proven(nested, PsbtInput.EMPTY.withRedeemScript(witness).withWitnessUtxo(coin(nested))));
    }

    /** Its hash commits to no amount, so a claimed one could be a lie. */
    @Test
    void refusesTheCoinAloneForWhatIsNotSegwit() {
        Bytes hashed = OutputScript.p2sh(SCRIPT);
        Bytes plain = OutputScript.p2pkh(TestSpend.publicKey(0, 0));

        assertFaults(
                proven(hashed, PsbtInput.EMPTY.withRedeemScript(SCRIPT).withWitnessUtxo(coin(hashed))),
                WITNESS_UTXO_FOR_LEGACY);
        assertFaults(proven(plain, PsbtInput.EMPTY.withWitnessUtxo(coin(plain))), WITNESS_UTXO_FOR_LEGACY);
        assertFaults(proven(hashed, PsbtInput.EMPTY.withRedeemScript(SCRIPT)));
        assertFaults(proven(plain, PsbtInput.EMPTY));
    }

    @Test
    void tellsEachFaultInWordsOfItsOwn() {
        assertThat(Stream.of(CoinFault.values()).map(CoinFault::sentence))
                .doesNotHaveDuplicates()
                .allMatch(sentence -> sentence.startsWith("the ") || sentence.startsWith("PSBT_IN_"));
    }
}
