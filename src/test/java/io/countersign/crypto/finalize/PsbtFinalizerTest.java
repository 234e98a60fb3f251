package io.countersign.crypto.finalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.psbt.PartialSignature;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.crypto.psbt.PsbtV0;
import io.countersign.crypto.psbt.PsbtWriter;
import io.countersign.crypto.sighash.SighashType;
import io.countersign.crypto.verify.SpendKind;
import io.countersign.testing.TestSpend;
import io.countersign.testing.VectorCase;
import io.countersign.testing.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PsbtFinalizerTest {

    static Stream<VectorCase> finalized() {
        return ofRole("finalizer");
    }

    static Stream<VectorCase> extracted() {
        return ofRole("extractor");
    }

    private static Stream<VectorCase> ofRole(String role) {
        return Stream.of("psbt_bip174.json", "psbt_core_rpc.json")
                .flatMap(Vectors::cases)
                .filter(test -> test.input().path("role").asText().equals(role));
    }

    @ParameterizedTest
    @MethodSource("finalized")
    void finalizesAsBip174(VectorCase test) {
        Psbt psbt = PsbtReader.readText(test.input("psbt"));

        assertThat(PsbtWriter.writeText(PsbtFinalizer.finalizeInputs(psbt))).isEqualTo(test.expected("result"));
    }

    @ParameterizedTest
    @MethodSource("extracted")
    void extractsAsBip174(VectorCase test) {
        Psbt psbt = PsbtReader.readText(test.input("psbt"));
        Psbt whole =
                psbt.inputs().stream().allMatch(input -> input.isFinal()) ? psbt : PsbtFinalizer.finalizeInputs(psbt);

        assertThat(PsbtFinalizer.extract(whole).serialize().toHex()).isEqualTo(test.expected("result_tx"));
    }

    @ParameterizedTest
    @EnumSource(SpendKind.class)
    void makesTheSameTransactionAsTheServer(SpendKind kind) {
        TestSpend spend = TestSpend.twoOfThree(kind);
        Psbt signed = spend.signedBy(0, 2);

        var extracted = PsbtFinalizer.extract(PsbtFinalizer.finalizeInputs(signed));

        assertThat(SpendCheck.run(extracted, spend.expected().coins())).isEmpty();
        assertThat(PsbtFinalizer.extract(PsbtFinalizer.finalizeInputs(signed.toV2())))
                .isEqualTo(extracted);
    }

    @Test
    void refusesWhatLacksSignaturesOrHoldsAWrongOne() {
        TestSpend spend = TestSpend.twoOfThree(SpendKind.WSH);
        PsbtV0 wrong = spend.psbtWith(1, TestSpend.key(1, 0), spend.sign(1, TestSpend.key(1, 1), 1));
        PsbtV0 signed = (PsbtV0) spend.signedBy(0, 1);
        Psbt otherType = signed.withInput(0, signed.inputs().get(0).withSighashType(SighashType.NONE));
        PsbtV0 firstOnly = signed.withInput(1, spend.psbt().inputs().get(1));

        assertRefused(spend.psbt(), "The PSBT holds no signature.");
        assertRefused(spend.signedBy(1), "Input 0 has 1 of 2 signatures.");
        assertRefused(firstOnly, "Input 1 has 0 of 2 signatures.");
        assertRefused(wrong, "Input 1 has a signature that is not right: ");
        assertRefused(otherType, "Input 0 has a signature that is not right: ");
    }

    @Test
    void refusesWhatTheInputDoesNotTell() {
        PsbtV0 signed = (PsbtV0) TestSpend.twoOfThree(SpendKind.WSH).signedBy(0, 1);
        PsbtInput second = signed.inputs().get(1);
        PsbtInput withoutScript =
                PsbtInput.EMPTY.withWitnessUtxo(second.witnessUtxo().orElseThrow());

        assertRefused(
                signed.withInput(1, PsbtInput.EMPTY),
                "Input 1 can't be finalized: the coin that it spends is not given.");
        assertRefused(
                signed.withInput(1, withoutScript), "Input 1 can't be finalized: it has no multi-signature script.");
        assertRefused(
                signed.withInput(
                        1,
                        second.withWitnessScript(
                                signed.inputs().get(0).witnessScript().orElseThrow())),
                "Input 1 can't be finalized: the witness script does not hash to the witness program.");
    }

    /** The previous transaction proves an amount to signers; to finish what is signed the coin will do (BIP174). */
    @Test
    void needsNoPreviousTransaction() {
        PsbtV0 signed = (PsbtV0) TestSpend.of(SpendKind.SH_WSH, 2, 3, 1).signedBy(0, 1);
        PsbtInput input = signed.inputs().get(0);
        PsbtInput coinAlone = PsbtInput.EMPTY
                .withWitnessUtxo(input.witnessUtxo().orElseThrow())
                .withRedeemScript(input.redeemScript().orElseThrow())
                .withWitnessScript(input.witnessScript().orElseThrow());
        for (PartialSignature made : input.partialSignatures()) {
            coinAlone = coinAlone.withPartialSignature(PublicKey.parse(made.publicKey()), made.signature());
        }

        assertThat(PsbtFinalizer.extract(PsbtFinalizer.finalizeInputs(signed.withInput(0, coinAlone))))
                .isEqualTo(PsbtFinalizer.extract(PsbtFinalizer.finalizeInputs(signed)));
    }

    @Test
    void extractsNothingThatIsNotFinalized() {
        PsbtV0 signed = (PsbtV0) TestSpend.twoOfThree(SpendKind.WSH).signedBy(0, 1);
        PsbtV0 whole = PsbtFinalizer.finalizeInputs(signed).toV0();

        assertThatThrownBy(() -> PsbtFinalizer.extract(signed))
                .isInstanceOf(MalformedException.class)
                .hasMessage("Input 0 is not finalized.");
        assertThatThrownBy(() ->
                        PsbtFinalizer.extract(whole.withInput(1, signed.inputs().get(1))))
                .isInstanceOf(MalformedException.class)
                .hasMessage("Input 1 is not finalized.");
    }

    private static void assertRefused(Psbt psbt, String why) {
        assertThatThrownBy(() -> PsbtFinalizer.finalizeInputs(psbt))
                .isInstanceOf(MalformedException.class)
                .hasMessageStartingWith(why);
    }
}
