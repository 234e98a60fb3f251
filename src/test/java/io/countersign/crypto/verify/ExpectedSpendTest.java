package io.countersign.crypto.verify;

import static io.countersign.testing.TestSpend.publicKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.descriptor.DerivedScript;
import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.crypto.script.OutputScript;
import io.countersign.crypto.tx.Network;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.testing.Cosigner;
import io.countersign.testing.TestSpend;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The facts that a spend is judged by can't contradict each other. */
class ExpectedSpendTest {

    private static final TestSpend WSH = TestSpend.twoOfThree(SpendKind.WSH);

    private static ExpectedInput facts(TestSpend spend, int index) {
        return spend.expected().inputs().get(index);
    }

    /** The script stands behind the hash of its own coin, and the key under a taproot output has no other form. */
    @ParameterizedTest
    @EnumSource(SpendKind.class)
    void refusesACoinOfAnotherScript(SpendKind kind) {
        ExpectedInput right = facts(TestSpend.twoOfThree(kind), 0);
        Bytes other = OutputScript.p2wsh(Bytes.ofHex("51"));

        assertThatThrownBy(() ->
                        new ExpectedInput(new TxOutput(1, other), kind, right.hashedScript(), right.path(), List.of()))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesACoinThatTheDescriptorDoesNotDerive() {
        Descriptor wallet = Descriptor.parse(
                "wsh(sortedmulti(1,%s/<0;1>/*,%s/<0;1>/*))"
                        .formatted(
                                Cosigner.ALICE.accountKey("48h/1h/0h/2h", Network.REGTEST),
                                Cosigner.BOB.accountKey("48h/1h/0h/2h", Network.REGTEST)),
                Network.REGTEST);
        DerivedScript derived = wallet.derive(0, 0);
        String path = derived.paths().get(0).path().id();
        TxOutput own = new TxOutput(1, derived.scriptPubKey());
        TxOutput next = new TxOutput(1, wallet.derive(0, 1).scriptPubKey());

        assertThat(ExpectedInput.of(own, derived, path).keys())
                .extracting(ExpectedKey::key)
                .containsExactlyInAnyOrder(
                        publicKey(Cosigner.ALICE.privateKey("48h/1h/0h/2h/0/0")),
                        publicKey(Cosigner.BOB.privateKey("48h/1h/0h/2h/0/0")));
        assertThatThrownBy(() -> ExpectedInput.of(next, derived, path)).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true", "3, true", "4, false"})
    void asksForOneOfTheKeysToAllOfThem(int threshold, boolean isPossible) {
        ExpectedInput three = facts(WSH, 0);

        if (isPossible) {
            assertThat(ExpectedInput.multisig(
                                    three.coin(), SpendKind.WSH, three.hashedScript(), threshold, three.keys())
                            .threshold())
                    .isEqualTo(threshold);
        } else {
            assertThatThrownBy(() -> ExpectedInput.multisig(
                            three.coin(), SpendKind.WSH, three.hashedScript(), threshold, three.keys()))
                    .isInstanceOf(MalformedException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0})
    void refusesAPathThatTakesNoSignature(int threshold) {
        ExpectedPath right = facts(WSH, 0).path();

        assertThatThrownBy(() -> new ExpectedPath("main", null, threshold, right.keys(), right.layout()))
                .isInstanceOf(MalformedException.class);
    }

    /** Both scripts for sh(wsh), one of them for the others (BIP16, BIP141). */
    @ParameterizedTest
    @EnumSource(
            value = SpendKind.class,
            names = {"WSH", "SH_WSH", "SH"})
    void knowsTheKindByTheScriptsThatThereAre(SpendKind kind) {
        ExpectedInput facts = facts(TestSpend.twoOfThree(kind), 0);
        Bytes script = facts.hashedScript();
        Bytes redeemScript =
                kind == SpendKind.SH ? script : kind == SpendKind.SH_WSH ? OutputScript.p2wsh(script) : null;
        Bytes witnessScript = kind == SpendKind.SH ? null : script;

        assertThat(ExpectedInput.of(facts.coin(), redeemScript, witnessScript, 2, facts.keys()))
                .isEqualTo(facts);
        assertThat(facts.redeemScript().orElse(null)).isEqualTo(redeemScript);
        assertThat(facts.witnessScript().orElse(null)).isEqualTo(witnessScript);
        assertThatThrownBy(() -> ExpectedInput.of(facts.coin(), null, null, 2, facts.keys()))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void hasNoScriptBehindAHashOfATaprootCoin() {
        ExpectedInput leaf = facts(TestSpend.twoOfThree(SpendKind.TR), 0);
        ExpectedInput key = KeyPathSpend.of(1).expected().inputs().get(0);

        assertThat(leaf.script()).isEqualTo(leaf.path().leaf().orElseThrow().script());
        assertThat(key.script()).isEqualTo(Bytes.EMPTY);
        assertThat(leaf.redeemScript()).isEmpty();
        assertThat(leaf.witnessScript()).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> SpendKind.TR.outputScript(Bytes.EMPTY));
    }

    /** 33 bytes behind a hash, 32 in a leaf. */
    @ParameterizedTest
    @EnumSource(SpendKind.class)
    void findsAKeyByItsBytesInTheScript(SpendKind kind) {
        TestSpend spend = TestSpend.twoOfThree(kind);
        Bytes whole = publicKey(0, 1).bytes();
        Bytes inScript = kind.isTaproot() ? whole.sliceFrom(1) : whole;
        Bytes other = kind.isTaproot() ? whole : whole.sliceFrom(1);

        assertThat(facts(spend, 0).findKey(inScript).orElseThrow().position()).isEqualTo(1);
        assertThat(facts(spend, 0).findKey(other)).isEmpty();
        assertThat(facts(spend, 0).findKey(publicKey(1, 1).bytes())).isEmpty();
    }

    /** BIP341: the output key is the internal key tweaked by the root that leaf and control block lead to. */
    @Test
    void provesALeafByItsControlBlockOnly() {
        KeyPathSpend spend = KeyPathSpend.of(2);
        ExpectedLeaf leaf = spend.leaf(0);
        ExpectedInput own = spend.expected().inputs().get(0);
        ExpectedInput other = spend.expected().inputs().get(1);

        assertThat(ExpectedLeaf.proven(leaf.script(), leaf.controlBlock(), own.outputKey()))
                .contains(leaf);
        assertThat(ExpectedLeaf.proven(leaf.script(), leaf.controlBlock(), other.outputKey()))
                .isEmpty();
        assertThat(ExpectedLeaf.proven(Bytes.ofHex("51"), leaf.controlBlock(), own.outputKey()))
                .isEmpty();
    }

    @Test
    void refusesFactsOfAnotherNumberThanTheInputs() {
        List<ExpectedInput> two = WSH.expected().inputs();
        List<ExpectedInput> three = new ArrayList<>(two);
        three.add(two.get(0));

        for (List<ExpectedInput> other : List.of(three, two.subList(0, 1), List.<ExpectedInput>of())) {
            assertThatThrownBy(() -> new ExpectedSpend(WSH.unsigned(), other, Set.of()))
                    .isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void refusesATransactionThatIsSigned() {
        Transaction unsigned = WSH.unsigned();
        Transaction half = unsigned.withInputs(List.of(
                unsigned.inputs().get(0),
                unsigned.inputs().get(1).withSignature(Bytes.EMPTY, List.of(Bytes.ofHex("51")))));
        List<ExpectedInput> facts = WSH.expected().inputs();

        assertThatThrownBy(() -> new ExpectedSpend(half, facts, Set.of())).isInstanceOf(MalformedException.class);
    }
}
