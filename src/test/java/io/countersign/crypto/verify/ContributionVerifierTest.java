package io.countersign.crypto.verify;

import static io.countersign.crypto.verify.Verdicts.right;
import static io.countersign.crypto.verify.ViolationReason.KEY_NOT_IN_WALLET;
import static io.countersign.crypto.verify.ViolationReason.NONCE_REUSED;
import static io.countersign.crypto.verify.ViolationReason.SIGNATURE_ENCODING;
import static io.countersign.crypto.verify.ViolationReason.SIGNATURE_INVALID;
import static io.countersign.testing.TestSpend.key;
import static io.countersign.testing.TestSpend.publicKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import fr.acinq.bitcoin.PrivateKey;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtV0;
import io.countersign.crypto.sighash.SighashType;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.testing.Scalars;
import io.countersign.testing.TestSpend;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContributionVerifierTest {

    private static final PrivateKey STRANGER =
            new PrivateKey(Bytes32.ofHex("77".repeat(32)).toArray());

    private static Verdict judge(TestSpend spend, Psbt signed) {
        return ContributionVerifier.verify(spend.expected(), signed);
    }

    @Test
    void takesFieldThatSaysAll() {
        TestSpend spend = TestSpend.twoOfThree(SpendKind.WSH);
        PsbtV0 signed = spend.psbtWith(0, key(0, 0), spend.sign(0, 0));
        PsbtInput input = signed.inputs().get(0).withSighashType(SighashType.ALL);

        assertThat(right(judge(spend, signed.withInput(0, input))).signatures()).hasSize(1);
    }

    @Test
    void namesEveryOffenderAndTakesNothing() {
        TestSpend spend = TestSpend.twoOfThree(SpendKind.WSH);
        PsbtV0 psbt = spend.psbt();
        Psbt mixed = psbt.withInput(
                        0,
                        psbt.inputs()
                                .get(0)
                                .withPartialSignature(publicKey(0, 0), spend.sign(0, 0))
                                .withPartialSignature(publicKey(0, 1), Bytes.ofHex("00")))
                .withInput(
                        1,
                        psbt.inputs()
                                .get(1)
                                .withPartialSignature(publicKey(1, 2), spend.sign(1, key(1, 0), 1))
                                .withPartialSignature(publicKey(STRANGER), spend.sign(1, STRANGER, 1)));

        Verdict verdict = judge(spend, mixed);

        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.NOT_RIGHT);
        assertThat(verdict.offered()).isEqualTo(4);
        assertThat(verdict.violations())
                .extracting(Violation::inputIndex, Violation::reason)
                .containsExactlyInAnyOrder(
                        tuple(0, SIGNATURE_ENCODING), tuple(1, SIGNATURE_INVALID), tuple(1, KEY_NOT_IN_WALLET));
        assertThatThrownBy(() -> right(verdict)).isInstanceOf(Verdicts.Refused.class);
    }

    @Test
    void refusesAnotherTransaction() {
        TestSpend spend = TestSpend.twoOfThree(SpendKind.WSH);
        Transaction own = spend.unsigned();
        List<TxOutput> robbed = List.of(
                own.outputs().get(0), new TxOutput(1, own.outputs().get(1).script()));
        List<TxInput> resequenced = own.inputs().stream()
                .map(input -> TxInput.unsigned(input.outpoint(), 0))
                .toList();

        List<Transaction> others = List.of(
                new Transaction(own.version(), own.inputs(), robbed, own.lockTime()),
                own.withInputs(resequenced),
                new Transaction(1, own.inputs(), own.outputs(), own.lockTime()),
                new Transaction(own.version(), own.inputs(), own.outputs(), 0));

        assertThat(others)
                .extracting(other -> judge(spend, PsbtV0.of(other)).outcome())
                .containsOnly(Verdict.Outcome.OTHER_TRANSACTION);
        assertThat(judge(spend, PsbtV0.of(own.withInputs(resequenced)).toV2()).outcome())
                .isEqualTo(Verdict.Outcome.OTHER_TRANSACTION);
    }

    @Test
    void saysWhereNothingIsSigned() {
        TestSpend spend = TestSpend.twoOfThree(SpendKind.WSH);

        assertThat(judge(spend, spend.psbt()).outcome()).isEqualTo(Verdict.Outcome.NOTHING_SIGNED);
    }

    @ParameterizedTest
    @EnumSource(SpendKind.class)
    void takesRightSignaturesOfBothVersions(SpendKind kind) {
        TestSpend spend = TestSpend.twoOfThree(kind);
        Psbt signed = spend.signedBy(2, 0);

        List<VerifiedSignature> signatures = right(judge(spend, signed)).signatures();

        assertThat(signatures)
                .extracting(VerifiedSignature::inputIndex, VerifiedSignature::keyPosition)
                .containsExactlyInAnyOrder(tuple(0, 0), tuple(0, 2), tuple(1, 0), tuple(1, 2));
        assertThat(right(judge(spend, signed.toV2())).signatures()).isEqualTo(signatures);
    }

    /** Threat B7: whatever else an upload says is neither believed nor needed. */
    @Test
    void judgesByTheServersFactsAlone() {
        TestSpend spend = TestSpend.twoOfThree(SpendKind.WSH);
        Psbt bare = PsbtV0.of(spend.unsigned())
                .withInput(
                        0,
                        PsbtInput.EMPTY
                                .withWitnessUtxo(new TxOutput(1, Bytes.ofHex("51")))
                                .withWitnessScript(Bytes.ofHex("51"))
                                .withPartialSignature(publicKey(0, 0), spend.sign(0, 0)));

        assertThat(right(judge(spend, bare)).signatures()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(SpendKind.class)
    void refusesTwoSignaturesWithOneNonce(SpendKind kind) {
        TestSpend spend = TestSpend.twoOfThree(kind);

        assertThat(judge(spend, withOneNonce(spend)).violations())
                .extracting(Violation::inputIndex, Violation::key, Violation::reason)
                .containsExactly(tuple(0, spend.slot(0, 0), NONCE_REUSED), tuple(1, spend.slot(1, 0), NONCE_REUSED));
    }

    @Test
    void namesOffendersInTheOrderOfTheInputs() {
        TestSpend spend = TestSpend.twoOfThree(SpendKind.WSH);
        PsbtV0 signed = withOneNonce(spend);
        Psbt alsoOfAStranger = signed.withInput(
                1, signed.inputs().get(1).withPartialSignature(publicKey(STRANGER), spend.sign(1, STRANGER, 1)));

        assertThat(judge(spend, alsoOfAStranger).violations())
                .extracting(Violation::inputIndex, Violation::reason)
                .containsExactly(tuple(0, NONCE_REUSED), tuple(1, KEY_NOT_IN_WALLET), tuple(1, NONCE_REUSED));
    }

    /** The first cosigner has signed both inputs with the same nonce. */
    private static PsbtV0 withOneNonce(TestSpend spend) {
        boolean isTaproot = spend.expected().inputs().get(0).kind().isTaproot();
        BigInteger nonce = BigInteger.valueOf(987_654_321);
        PsbtV0 psbt = spend.psbt();
        for (int input = 0; input < 2; input++) {
            Bytes32 hash = spend.sighash(input, isTaproot ? 0 : 1, 1_000_000 + input);
            Bytes signature = isTaproot
                    ? Scalars.signSchnorr(hash, key(input, 0), nonce)
                    : Scalars.sign(hash, key(input, 0), nonce).toDer().plus(Bytes.ofHex("01"));
            psbt = psbt.withInput(input, spend.with(psbt.inputs().get(input), input, publicKey(input, 0), signature));
        }
        return psbt;
    }

    @Test
    void tellsTheNoncesOfRightSignaturesEvenInARefusedUpload() {
        TestSpend spend = TestSpend.twoOfThree(SpendKind.WSH);
        PsbtV0 signed = (PsbtV0) spend.signedBy(0);
        Psbt spoilt =
                signed.withInput(1, signed.inputs().get(1).withPartialSignature(publicKey(STRANGER), Bytes.EMPTY));

        Verdict verdict = judge(spend, spoilt);

        assertThat(verdict.violations()).hasSize(1);
        assertThat(verdict.nonceUses())
                .extracting(NonceUse::publicKey)
                .containsExactly(publicKey(0, 0).bytes(), publicKey(1, 0).bytes());
    }
}
