package io.countersign.crypto.verify;

import static io.countersign.crypto.verify.ViolationReason.KEY_NOT_IN_WALLET;
import static io.countersign.crypto.verify.ViolationReason.SIGHASH_NOT_ALLOWED;
import static io.countersign.crypto.verify.ViolationReason.SIGNATURE_ENCODING;
import static io.countersign.crypto.verify.ViolationReason.SIGNATURE_INVALID;
import static io.countersign.crypto.verify.ViolationReason.WRONG_SPEND_PATH;
import static io.countersign.testing.TestSpend.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtV0;
import io.countersign.crypto.script.ScriptBuilder;
import io.countersign.testing.Scalars;
import io.countersign.testing.TestSpend;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Signers that finalize at once hand in only final scripts; the signatures in them are judged like any other. */
class FinalSignatureTest {

    private static final TestSpend WSH = TestSpend.of(SpendKind.WSH, 2, 3, 1);

    private static ExpectedInput facts(TestSpend spend) {
        return spend.expected().inputs().get(0);
    }

    private static int cosigner(TestSpend spend, int place) {
        return facts(spend).keys().get(place).position();
    }

    private static Verdict judge(TestSpend spend, Bytes scriptSig, List<Bytes> witness) {
        PsbtV0 psbt = PsbtV0.of(spend.unsigned()).withInput(0, PsbtInput.EMPTY.finalized(scriptSig, witness));
        return ContributionVerifier.verify(spend.expected(), psbt);
    }

    private static Verdict judgeStack(TestSpend spend, List<Bytes> stack) {
        ScriptBuilder pushes = new ScriptBuilder();
        return switch (facts(spend).kind()) {
            case WSH -> judge(spend, Bytes.EMPTY, stack);
            case SH_WSH ->
                judge(
                        spend,
                        pushes.data(facts(spend).redeemScript().orElseThrow()).build(),
                        stack);
            case SH -> {
                stack.forEach(pushes::data);
                yield judge(spend, pushes.build(), List.of());
            }
            case TR -> {
                List<Bytes> witness = new ArrayList<>(stack);
                witness.add(
                        facts(spend).path().leaf().orElseThrow().controlBlock().bytes());
                yield judge(spend, Bytes.EMPTY, witness);
            }
        };
    }

    private static List<Bytes> stack(TestSpend spend, Bytes... signatures) {
        List<Bytes> stack = new ArrayList<>(List.of(Bytes.EMPTY));
        stack.addAll(List.of(signatures));
        stack.add(facts(spend).script());
        return stack;
    }

    private static List<ViolationReason> reasons(Verdict verdict) {
        return verdict.violations().stream().map(Violation::reason).toList();
    }

    @ParameterizedTest
    @EnumSource(
            value = SpendKind.class,
            names = {"WSH", "SH_WSH", "SH"})
    void takesSignaturesOutOfFinalScripts(SpendKind kind) {
        TestSpend spend = TestSpend.of(kind, 2, 3, 1);
        for (int[] places : new int[][] {{0, 1}, {0, 2}, {1, 2}}) {
            int first = cosigner(spend, places[0]);
            int second = cosigner(spend, places[1]);

            Verdict verdict = judgeStack(spend, stack(spend, spend.sign(0, first), spend.sign(0, second)));

            assertThat(Verdicts.right(verdict).signatures())
                    .extracting(VerifiedSignature::keyPosition)
                    .containsExactly(first, second);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = SpendKind.class,
            names = {"WSH", "SH_WSH", "SH"})
    void refusesTheWrongOneAndNamesItsInput(SpendKind kind) {
        TestSpend spend = TestSpend.of(kind, 2, 3, 1);
        Bytes right = spend.sign(0, cosigner(spend, 0));
        Bytes none = spend.sign(0, key(0, cosigner(spend, 2)), 2);
        Bytes stranger = spend.sign(0, key(5, 5), 1);

        assertThat(judgeStack(spend, stack(spend, right, stranger)).violations())
                .extracting(Violation::inputIndex, Violation::reason)
                .containsExactly(tuple(0, SIGNATURE_INVALID));
        assertThat(reasons(judgeStack(spend, stack(spend, right, none)))).containsExactly(SIGHASH_NOT_ALLOWED);
        assertThat(reasons(judgeStack(spend, stack(spend, right, Bytes.EMPTY)))).containsExactly(SIGNATURE_ENCODING);
        assertThat(reasons(judgeStack(spend, stack(spend, right, right)))).containsExactly(SIGNATURE_INVALID);
    }

    @ParameterizedTest
    @EnumSource(
            value = SpendKind.class,
            names = {"WSH", "SH_WSH", "SH"})
    void refusesFinalScriptsOfAnotherForm(SpendKind kind) {
        TestSpend spend = TestSpend.of(kind, 2, 3, 1);
        Bytes first = spend.sign(0, cosigner(spend, 0));
        Bytes second = spend.sign(0, cosigner(spend, 1));
        Bytes script = facts(spend).script();
        List<List<Bytes>> others = List.of(
                List.of(Bytes.EMPTY, first, second, Bytes.ofHex("51")),
                List.of(Bytes.ofHex("01"), first, second, script),
                List.of(first, second, script),
                List.of(Bytes.EMPTY, first, script),
                List.of(Bytes.EMPTY, first, second, second, script),
                List.of(script));

        for (List<Bytes> stack : others) {
            assertThat(reasons(judgeStack(spend, stack))).containsExactly(WRONG_SPEND_PATH);
        }
    }

    @Test
    void refusesFinalScriptsInTheWrongPlace() {
        List<Bytes> stack = stack(WSH, WSH.sign(0, cosigner(WSH, 0)), WSH.sign(0, cosigner(WSH, 1)));
        ScriptBuilder pushes = new ScriptBuilder();
        stack.forEach(pushes::data);

        assertThat(reasons(judge(WSH, pushes.build(), List.of()))).containsExactly(WRONG_SPEND_PATH);
        assertThat(reasons(judge(WSH, Bytes.ofHex("51"), stack))).containsExactly(WRONG_SPEND_PATH);
    }

    /** Signers that fill in the witness alone leave the scriptSig of sh(wsh) to others; what they do fill in must be right (BIP141). */
    @Test
    void takesAnAbsentScriptSigOfShWshAndRefusesAWrongOne() {
        TestSpend spend = TestSpend.of(SpendKind.SH_WSH, 2, 3, 1);
        List<Bytes> stack = stack(spend, spend.sign(0, cosigner(spend, 0)), spend.sign(0, cosigner(spend, 1)));
        Bytes redeemScript = facts(spend).redeemScript().orElseThrow();

        assertThat(Verdicts.right(judge(spend, Bytes.EMPTY, stack)).signatures())
                .hasSize(2);
        assertThat(reasons(judge(spend, redeemScript, stack))).containsExactly(WRONG_SPEND_PATH);
        assertThat(reasons(judge(spend, new ScriptBuilder().data(redeemScript).build(), List.of())))
                .containsExactly(WRONG_SPEND_PATH);
    }

    /** A witness counts nothing for a legacy input. */
    @Test
    void refusesAWitnessOfALegacyInput() {
        TestSpend spend = TestSpend.of(SpendKind.SH, 2, 3, 1);
        List<Bytes> stack = stack(spend, spend.sign(0, cosigner(spend, 0)), spend.sign(0, cosigner(spend, 1)));
        ScriptBuilder pushes = new ScriptBuilder();
        stack.forEach(pushes::data);
        Bytes notOnlyPushes = pushes.build().plus(Bytes.ofHex("61"));

        assertThat(reasons(judge(spend, pushes.build(), stack))).containsExactly(WRONG_SPEND_PATH);
        assertThat(reasons(judge(spend, Bytes.EMPTY, stack))).containsExactly(WRONG_SPEND_PATH);
        assertThat(reasons(judge(spend, notOnlyPushes, List.of()))).containsExactly(WRONG_SPEND_PATH);
    }

    @Test
    void countsPartialAndFinalSignatureOfOneKeyOnce() {
        int first = cosigner(WSH, 0);
        int second = cosigner(WSH, 1);
        PsbtInput finished = PsbtInput.EMPTY
                .finalized(Bytes.EMPTY, stack(WSH, WSH.sign(0, first), WSH.sign(0, second)))
                .withPartialSignature(TestSpend.publicKey(0, first), WSH.sign(0, first));

        Verdict verdict = ContributionVerifier.verify(
                WSH.expected(), PsbtV0.of(WSH.unsigned()).withInput(0, finished));

        assertThat(Verdicts.right(verdict).signatures()).hasSize(2);
        assertThat(verdict.offered()).isEqualTo(3);
        assertThat(verdict.nonceUses()).hasSize(2);
    }

    /** Signing again gives other bytes; whichever comes first stays, so that every copy of the server counts the same. */
    @Test
    void countsTheFieldsSignatureWhereTheFinalScriptsHaveAnother() {
        int first = cosigner(WSH, 0);
        Bytes32 hash = WSH.sighash(0, 1, facts(WSH).coin().amountSat());
        Bytes again = Scalars.sign(hash, key(0, first), BigInteger.valueOf(987_654_321))
                .toDer()
                .plus(Bytes.ofHex("01"));
        PsbtInput finished = PsbtInput.EMPTY
                .finalized(Bytes.EMPTY, stack(WSH, WSH.sign(0, first), WSH.sign(0, cosigner(WSH, 1))))
                .withPartialSignature(TestSpend.publicKey(0, first), again);

        Verdict verdict = ContributionVerifier.verify(
                WSH.expected(), PsbtV0.of(WSH.unsigned()).withInput(0, finished));

        assertThat(Verdicts.right(verdict).signatures())
                .extracting(VerifiedSignature::signatureWithHashType)
                .containsExactly(again, WSH.sign(0, cosigner(WSH, 1)));
        assertThat(verdict.nonceUses()).hasSize(3);
    }

    /** Signatures stand in the order of the keys: where all must sign, the place tells the key. */
    @ParameterizedTest
    @EnumSource(
            value = SpendKind.class,
            names = {"WSH", "SH_WSH", "SH"})
    void namesTheKeyThatAloneCanHaveSigned(SpendKind kind) {
        TestSpend all = TestSpend.of(kind, 2, 2, 1);
        TestSpend some = TestSpend.of(kind, 2, 3, 1);

        assertThat(judgeStack(all, stack(all, all.sign(0, cosigner(all, 0)), all.sign(0, key(5, 5), 1)))
                        .violations())
                .extracting(Violation::key, Violation::reason)
                .containsExactly(tuple(all.slot(0, cosigner(all, 1)), SIGNATURE_INVALID));
        assertThat(judgeStack(some, stack(some, some.sign(0, cosigner(some, 0)), some.sign(0, key(5, 5), 1)))
                        .violations())
                .extracting(Violation::key, Violation::reason)
                .containsExactly(tuple(null, SIGNATURE_INVALID));
    }

    @Test
    void judgesPartialSignaturesBesideFinalScripts() {
        PsbtInput finished = PsbtInput.EMPTY
                .finalized(Bytes.EMPTY, stack(WSH, WSH.sign(0, cosigner(WSH, 0)), WSH.sign(0, cosigner(WSH, 1))))
                .withPartialSignature(TestSpend.publicKey(5, 5), WSH.sign(0, key(5, 5), 1));

        Verdict verdict = ContributionVerifier.verify(
                WSH.expected(), PsbtV0.of(WSH.unsigned()).withInput(0, finished));

        assertThat(reasons(verdict)).containsExactly(KEY_NOT_IN_WALLET);
    }
}
