package io.countersign.crypto.verify;

import static io.countersign.crypto.verify.Verdict.Outcome.OTHER_PATH;
import static io.countersign.crypto.verify.Verdicts.right;
import static io.countersign.crypto.verify.ViolationReason.KEY_NOT_FOR_INPUT;
import static io.countersign.crypto.verify.ViolationReason.NONCE_REUSED;
import static io.countersign.crypto.verify.ViolationReason.SIGNATURE_ENCODING;
import static io.countersign.crypto.verify.ViolationReason.SIGNATURE_INVALID;
import static io.countersign.crypto.verify.ViolationReason.WRONG_SPEND_PATH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import fr.acinq.bitcoin.PrivateKey;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtV0;
import io.countersign.crypto.psbt.TapScriptSignature;
import io.countersign.testing.Scalars;
import io.countersign.testing.TestSpend;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures by the output key, in their own field and in a finished witness, and those in the leaf that is not spent by. */
class KeyPathSignatureTest {

    private static final KeyPathSpend SPEND = KeyPathSpend.of(2);
    private static final Bytes ANNEX = Bytes.ofHex("50");

    private static Verdict judge(Psbt signed) {
        return ContributionVerifier.verify(SPEND.expected(), signed);
    }

    private static Verdict judgeWitness(Bytes... witness) {
        return judge(SPEND.with(1, input -> input.finalized(Bytes.EMPTY, List.of(witness))));
    }

    private static Bytes xOnly(PrivateKey key) {
        return Bytes.of(key.xOnlyPublicKey().value.toByteArray());
    }

    private static Psbt withLeafSignature(Bytes key, Bytes32 leafHash, Bytes signature) {
        return SPEND.with(
                1,
                input -> input.withTapScriptSignature(new TapScriptSignature(new Bytes32(key), leafHash, signature)));
    }

    /** The internal key names the signature, and the output key, its tweak, verifies it (BIP341, "Taproot key path"). */
    @Test
    void tellsAllOfASignatureInItsField() {
        Bytes signature = SPEND.byAlice(1, 0, 0);

        Verdict verdict = judge(SPEND.with(1, input -> input.withTapKeySignature(signature)));

        assertThat(right(verdict).signatures())
                .containsExactly(new VerifiedSignature(
                        1,
                        xOnly(KeyPathSpend.alice(1)),
                        0,
                        "key",
                        signature,
                        Bytes32.of(SPEND.keyPathHash(1, 0).toByteArray()),
                        new Bytes32(signature.slice(0, 32))));
        assertThat(verdict.offered()).isEqualTo(1);
    }

    @Test
    void takesAFinishedWitness() {
        Bytes signature = SPEND.byAlice(1, 0, 0);

        assertThat(right(judgeWitness(signature)).signatures())
                .extracting(VerifiedSignature::publicKey, VerifiedSignature::signatureWithHashType)
                .containsExactly(tuple(xOnly(KeyPathSpend.alice(1)), signature));
    }

    /** BIP341: an annex is the last of at least two elements. A signature alone may begin with its byte. */
    @Test
    void takesAFinishedWitnessThatBeginsAsAnAnnexDoes() {
        Bytes signature = IntStream.iterate(0, attempt -> attempt + 1)
                .mapToObj(attempt -> SPEND.byAlice(1, 0, attempt))
                .filter(made -> made.at(0) == ANNEX.at(0))
                .findFirst()
                .orElseThrow();

        assertThat(right(judgeWitness(signature)).signatures()).hasSize(1);
    }

    @Test
    void refusesAnAnnexAndOtherWitnessesOfNoPath() {
        Bytes signature = SPEND.byAlice(1, 0, 0);
        ExpectedLeaf leaf = SPEND.leaf(1);
        Bytes control = leaf.controlBlock().bytes();
        Bytes otherParity = Bytes.wrap(new byte[] {(byte) (control.at(0) ^ 1)}).plus(control.sliceFrom(1));
        List<List<Bytes>> witnesses = List.of(
                List.of(signature, ANNEX),
                List.of(signature, Bytes.EMPTY),
                List.of(Bytes.EMPTY, signature),
                List.of(signature, signature),
                List.of(leaf.script(), control),
                List.of(SPEND.byBob(1), leaf.script(), control, ANNEX),
                List.of(SPEND.byBob(1), leaf.script(), otherParity),
                List.of(SPEND.byBob(1), Bytes.ofHex("51"), control),
                List.of(SPEND.byBob(1), SPEND.byBob(1), leaf.script(), control));

        for (List<Bytes> witness : witnesses) {
            assertThat(judgeWitness(witness.toArray(Bytes[]::new)).violations())
                    .as("%s", witness)
                    .extracting(Violation::inputIndex, Violation::key, Violation::reason)
                    .containsExactly(tuple(1, null, WRONG_SPEND_PATH));
        }
    }

    /** BIP341: the scriptSig of a taproot input is empty. */
    @Test
    void refusesAFinishedWitnessBesideAScriptSig() {
        Psbt signed = SPEND.with(1, input -> input.finalized(Bytes.ofHex("51"), List.of(SPEND.byAlice(1, 0, 0))));
        Psbt withoutWitness = SPEND.with(1, input -> input.finalized(Bytes.ofHex("51"), List.of()));

        for (Psbt psbt : List.of(signed, withoutWitness)) {
            assertThat(judge(psbt).violations()).extracting(Violation::reason).containsExactly(WRONG_SPEND_PATH);
        }
    }

    /** BIP341: 64 bytes, or 65 of which the last is not 00. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 65, 66})
    void refusesAFinishedWitnessOfAnotherLength(int size) {
        byte[] longer = SPEND.byAlice(1, 0, 0).plus(Bytes.ofHex("0000")).toArray();
        Bytes signature = Bytes.wrap(longer).slice(0, size);

        assertThat(judgeWitness(signature).violations())
                .extracting(Violation::key, Violation::reason)
                .containsExactly(tuple(xOnly(KeyPathSpend.alice(1)), SIGNATURE_ENCODING));
    }

    /** The cosigner is named who alone can be meant; a signature by the internal key itself is one by another key. */
    @Test
    void refusesSignaturesOfOtherKeysAndInputs() {
        Bytes untweaked = Scalars.signSchnorr(
                Bytes32.of(SPEND.keyPathHash(1, 0).toByteArray()), KeyPathSpend.alice(1), BigInteger.TEN);
        List<Bytes> others = List.of(untweaked, SPEND.byAlice(0, 0, 0), SPEND.byBob(1));

        for (Bytes other : others) {
            for (Verdict verdict :
                    List.of(judge(SPEND.with(1, input -> input.withTapKeySignature(other))), judgeWitness(other))) {
                assertThat(verdict.violations())
                        .extracting(Violation::inputIndex, Violation::key, Violation::reason)
                        .containsExactly(tuple(1, xOnly(KeyPathSpend.alice(1)), SIGNATURE_INVALID));
            }
        }
    }

    @Test
    void knowsASignatureInTheOtherLeafAndDoesNotCountIt() {
        Bytes bob = xOnly(KeyPathSpend.bob(1));
        ExpectedLeaf leaf = SPEND.leaf(1);
        List<Verdict> verdicts = List.of(
                judge(withLeafSignature(bob, leaf.hash(), SPEND.byBob(1))),
                judgeWitness(SPEND.byBob(1), leaf.script(), leaf.controlBlock().bytes()));

        for (Verdict verdict : verdicts) {
            assertThat(verdict.outcome()).isEqualTo(OTHER_PATH);
            assertThat(verdict.offered()).isEqualTo(1);
            assertThat(verdict.ignored())
                    .extracting(VerifiedSignature::publicKey, VerifiedSignature::keyPosition)
                    .containsExactly(tuple(bob, 1));
            assertThat(verdict.violations())
                    .extracting(Violation::inputIndex, Violation::key, Violation::reason)
                    .containsExactly(tuple(1, bob, WRONG_SPEND_PATH));
            assertThat(verdict.violations().get(0).detail())
                    .contains("right for the spend path branch-1")
                    .contains("goes by key");
        }
    }

    @Test
    void takesTheKeyPathsSignatureBesideOneInTheOtherLeaf() {
        Psbt both = SPEND.with(0, input -> input.withTapKeySignature(SPEND.byAlice(0, 0, 0))
                .withTapScriptSignature(new TapScriptSignature(
                        new Bytes32(xOnly(KeyPathSpend.bob(0))), SPEND.leaf(0).hash(), SPEND.byBob(0))));

        Verdict verdict = judge(both);

        assertThat(right(verdict).signatures())
                .extracting(VerifiedSignature::keyPosition)
                .containsExactly(0);
        assertThat(right(verdict).ignored())
                .extracting(VerifiedSignature::keyPosition)
                .containsExactly(1);
        assertThat(verdict.offered()).isEqualTo(2);
        assertThat(verdict.nonceUses()).extracting(NonceUse::keyPosition).containsExactly(0, 1);
    }

    /** The key is given away all the same. */
    @Test
    void refusesOneNonceInSignaturesThatDoNotCount() {
        PsbtV0 psbt = PsbtV0.of(SPEND.expected().unsigned());
        for (int i = 0; i < 2; i++) {
            Bytes signature =
                    Scalars.signSchnorr(SPEND.leafSighash(i), KeyPathSpend.bob(i), BigInteger.valueOf(987_654_321));
            TapScriptSignature field = new TapScriptSignature(
                    new Bytes32(xOnly(KeyPathSpend.bob(i))), SPEND.leaf(i).hash(), signature);
            psbt = psbt.withInput(i, psbt.inputs().get(i).withTapScriptSignature(field));
        }

        assertThat(judge(psbt).violations())
                .extracting(Violation::inputIndex, Violation::key, Violation::reason)
                .containsExactly(
                        tuple(0, xOnly(KeyPathSpend.bob(0)), NONCE_REUSED),
                        tuple(1, xOnly(KeyPathSpend.bob(1)), NONCE_REUSED));
    }

    /** Each is a right signature of a key of the wallet, in a place that is not its own. */
    @Test
    void refusesKeysOfTheWalletInOtherLeaves() {
        Bytes alice = xOnly(KeyPathSpend.alice(1));
        Bytes bob = xOnly(KeyPathSpend.bob(1));
        List<Psbt> misplaced = List.of(
                withLeafSignature(alice, SPEND.leaf(1).hash(), SPEND.byBob(1)),
                withLeafSignature(bob, SPEND.leaf(0).hash(), SPEND.byBob(1)),
                withLeafSignature(xOnly(KeyPathSpend.bob(0)), SPEND.leaf(1).hash(), SPEND.byBob(1)),
                SPEND.with(
                        1,
                        input -> input.withPartialSignature(TestSpend.publicKey(KeyPathSpend.bob(1)), SPEND.byBob(1))));

        for (Psbt psbt : misplaced) {
            assertThat(judge(psbt).violations())
                    .extracting(Violation::inputIndex, Violation::reason)
                    .containsExactly(tuple(1, KEY_NOT_FOR_INPUT));
        }
    }

    /** A taproot signature's fields mean nothing to scripts behind a hash, and the key path nothing to coins that nobody spends by it. */
    @ParameterizedTest
    @EnumSource(SpendKind.class)
    void refusesAKeyPathSignatureWhereThereIsNoSuchPath(SpendKind kind) {
        TestSpend spend = TestSpend.twoOfThree(kind);
        PsbtInput signed = spend.psbt().inputs().get(0).withTapKeySignature(SPEND.byAlice(0, 0, 0));

        assertThat(ContributionVerifier.verify(spend.expected(), spend.psbt().withInput(0, signed))
                        .violations())
                .extracting(Violation::inputIndex, Violation::key, Violation::reason)
                .containsExactly(tuple(0, null, WRONG_SPEND_PATH));
    }

    @ParameterizedTest
    @EnumSource(
            value = SpendKind.class,
            names = {"WSH", "SH_WSH", "SH"})
    void refusesALeafsSignatureOfAnInputWithoutLeaves(SpendKind kind) {
        TestSpend spend = TestSpend.twoOfThree(kind);
        Bytes key = TestSpend.publicKey(0, 0).xOnly().bytes();
        PsbtInput signed = spend.psbt()
                .inputs()
                .get(0)
                .withTapScriptSignature(
                        new TapScriptSignature(new Bytes32(key), SPEND.leaf(0).hash(), SPEND.byBob(0)));

        assertThat(ContributionVerifier.verify(spend.expected(), spend.psbt().withInput(0, signed))
                        .violations())
                .extracting(Violation::key, Violation::reason)
                .containsExactly(tuple(key, KEY_NOT_FOR_INPUT));
    }

    @Test
    void findsSignaturesOfAnyKindInAnInput() {
        Bytes signature = SPEND.byAlice(0, 0, 0);
        List<PsbtInput> signed = new ArrayList<>();
        signed.add(PsbtInput.EMPTY.withTapKeySignature(signature));
        signed.add(PsbtInput.EMPTY.withTapScriptSignature(new TapScriptSignature(
                new Bytes32(xOnly(KeyPathSpend.bob(0))), SPEND.leaf(0).hash(), signature)));
        signed.add(PsbtInput.EMPTY.withPartialSignature(TestSpend.publicKey(0, 0), signature));
        signed.add(PsbtInput.EMPTY.finalized(Bytes.ofHex("51"), List.of()));
        signed.add(PsbtInput.EMPTY.finalized(Bytes.EMPTY, List.of(signature)));

        assertThat(signed).allMatch(ContributionVerifier::bringsSignatures);
        assertThat(List.of(
                        PsbtInput.EMPTY,
                        TestSpend.twoOfThree(SpendKind.TR).psbt().inputs().get(0)))
                .noneMatch(ContributionVerifier::bringsSignatures);
    }
}
