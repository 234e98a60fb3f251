package io.countersign.crypto.verify;

import static io.countersign.crypto.verify.Verdicts.right;
import static io.countersign.crypto.verify.ViolationReason.SIGHASH_NOT_ALLOWED;
import static io.countersign.crypto.verify.ViolationReason.SIGNATURE_INVALID;
import static io.countersign.crypto.verify.ViolationReason.WRONG_SPEND_PATH;
import static io.countersign.testing.TestSpend.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtV0;
import io.countersign.testing.TestSpend;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Finished witnesses of a leaf of {@code multi_a}: of three keys two have signed, the first key's signature on top (BIP342). */
class LeafSignatureTest {

    private static final TestSpend SPEND = TestSpend.of(SpendKind.TR, 2, 3, 1);
    private static final ExpectedInput FACTS = SPEND.expected().inputs().get(0);

    private static int cosigner(int place) {
        return FACTS.keys().get(place).position();
    }

    /** The signature of the key at a place of the script. */
    private static Bytes signature(int place) {
        return SPEND.sign(0, cosigner(place));
    }

    /** @param signatures in the order of the keys, empty for who has not signed */
    private static Verdict judge(Bytes... signatures) {
        List<Bytes> witness = new ArrayList<>(List.of(signatures));
        Collections.reverse(witness);
        witness.add(FACTS.script());
        witness.add(FACTS.path().leaf().orElseThrow().controlBlock().bytes());
        return judgeWitness(witness);
    }

    private static Verdict judgeWitness(List<Bytes> witness) {
        PsbtV0 psbt = PsbtV0.of(SPEND.unsigned());
        PsbtInput finished = PsbtInput.EMPTY.finalized(Bytes.EMPTY, witness);
        return ContributionVerifier.verify(SPEND.expected(), psbt.withInput(0, finished));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0, 2", "1, 2"})
    void takesSignaturesOutOfAFinishedWitness(int first, int second) {
        Bytes[] signatures = {Bytes.EMPTY, Bytes.EMPTY, Bytes.EMPTY};
        signatures[first] = signature(first);
        signatures[second] = signature(second);

        assertThat(right(judge(signatures)).signatures())
                .extracting(VerifiedSignature::keyPosition, VerifiedSignature::signatureWithHashType)
                .containsExactly(
                        tuple(cosigner(first), signatures[first]), tuple(cosigner(second), signatures[second]));
    }

    /** In a leaf the place of a signature says whose it is. */
    @Test
    void namesTheKeyWhoseSignatureIsNotRight() {
        Bytes none = SPEND.sign(0, key(0, cosigner(2)), 2);

        assertThat(judge(signature(0), Bytes.EMPTY, signature(1)).violations())
                .extracting(Violation::inputIndex, Violation::key, Violation::reason)
                .containsExactly(tuple(0, SPEND.slot(0, cosigner(2)), SIGNATURE_INVALID));
        assertThat(judge(signature(0), Bytes.EMPTY, none).violations())
                .extracting(Violation::key, Violation::reason)
                .containsExactly(tuple(SPEND.slot(0, cosigner(2)), SIGHASH_NOT_ALLOWED));
    }

    @Test
    void refusesOtherNumbersOfSignatures() {
        List<Verdict> verdicts = List.of(
                judge(signature(0), Bytes.EMPTY, Bytes.EMPTY),
                judge(signature(0), signature(1), signature(2)),
                judge(signature(0), signature(1)),
                judge(signature(0), signature(1), Bytes.EMPTY, Bytes.EMPTY),
                judge());

        for (Verdict verdict : verdicts) {
            assertThat(verdict.violations()).extracting(Violation::reason).containsExactly(WRONG_SPEND_PATH);
            assertThat(verdict.violations().get(0).detail()).contains("2 signatures", "spend path main");
        }
    }

    /** Nobody signs for the internal key of this coin, BIP341's point H: a witness of one element can't be right. */
    @Test
    void refusesAFinishedWitnessOfTheKeyPath() {
        assertThat(judgeWitness(List.of(signature(0))).violations())
                .extracting(Violation::key, Violation::reason)
                .containsExactly(tuple(null, WRONG_SPEND_PATH));
    }
}
