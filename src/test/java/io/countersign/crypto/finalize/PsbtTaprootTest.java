package io.countersign.crypto.finalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.acinq.bitcoin.ByteVector;
import fr.acinq.bitcoin.ByteVector32;
import fr.acinq.bitcoin.PrivateKey;
import fr.acinq.bitcoin.Satoshi;
import fr.acinq.bitcoin.ScriptTree;
import fr.acinq.bitcoin.TxOut;
import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.XOnlyPublicKey;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtV0;
import io.countersign.crypto.psbt.TapLeafScript;
import io.countersign.crypto.psbt.TapScriptSignature;
import io.countersign.crypto.script.MultiA;
import io.countersign.crypto.script.OutputScript;
import io.countersign.crypto.script.TapBranch;
import io.countersign.crypto.script.TapLeaf;
import io.countersign.crypto.script.TapTree;
import io.countersign.crypto.script.TaprootOutput;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import io.countersign.testing.Kmp;
import io.countersign.testing.TestSpend;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which way of a taproot coin finishes an input that a PSBT alone describes. bitcoin-kmp signs, and runs what is made. The leaves hang
 * in a comb: leaf i lies i + 1 deep, the last beside the one before.
 */
class PsbtTaprootTest {

    private static final PrivateKey INTERNAL = TestSpend.key(0, 20);
    private static final PrivateKey ALICE = TestSpend.key(0, 0);
    private static final PrivateKey BOB = TestSpend.key(0, 1);
    private static final String NOT_UNDERSTOOD =
            "Input 0 can't be finalized: it has neither an internal key nor a leaf that is understood.";

    /** Alice and Bob together, then Alice alone by one key for each depth. */
    private static final List<TapLeaf> LEAVES = List.of(
            TapLeaf.of(new MultiA(2, List.of(x(ALICE), x(BOB))).toScript()),
            TapLeaf.of(OutputScript.p2pk(x(ofAlice(1)).bytes())),
            TapLeaf.of(OutputScript.p2pk(x(ofAlice(2)).bytes())),
            TapLeaf.of(OutputScript.p2pk(x(ofAlice(3)).bytes())),
            TapLeaf.of(OutputScript.p2pk(x(ofAlice(4)).bytes())),
            TapLeaf.of(OutputScript.p2pk(x(ofAlice(5)).bytes())));

    private static PrivateKey ofAlice(int leaf) {
        return TestSpend.key(leaf, 0);
    }

    private static XOnlyPublicKey x(PrivateKey key) {
        return TestSpend.publicKey(key).xOnly();
    }

    private static TapTree comb(List<TapLeaf> leaves) {
        TapLeaf first = leaves.get(0);
        return leaves.size() == 1 ? first : new TapBranch(first, comb(leaves.subList(1, leaves.size())));
    }

    private static ScriptTree combOfKmp(List<TapLeaf> leaves) {
        TapLeaf leaf = leaves.get(0);
        ScriptTree first = new ScriptTree.Leaf(new ByteVector(leaf.script().toArray()), leaf.version());
        return leaves.size() == 1 ? first : new ScriptTree.Branch(first, combOfKmp(leaves.subList(1, leaves.size())));
    }

    /** A coin of some leaves under one internal key, and the input that spends it. */
    private record Spent(List<TapLeaf> leaves, PsbtInput input) {

        private static final Transaction UNSIGNED = new Transaction(
                2,
                List.of(TxInput.unsigned(new Outpoint(new Txid(Bytes32.ofHex("11".repeat(32))), 0), 0)),
                List.of(new TxOutput(90_000, OutputScript.p2tr(x(BOB)))),
                0);

        static Spent of(List<TapLeaf> leaves) {
            return new Spent(leaves, PsbtInput.EMPTY.withWitnessUtxo(coin(leaves)));
        }

        private static TaprootOutput output(List<TapLeaf> leaves) {
            return TaprootOutput.of(x(INTERNAL), comb(leaves));
        }

        private static TxOutput coin(List<TapLeaf> leaves) {
            return new TxOutput(100_000, output(leaves).scriptPubKey());
        }

        private List<TxOut> coins() {
            TxOutput coin = coin(leaves);
            return List.of(
                    new TxOut(new Satoshi(coin.amountSat()), coin.script().toArray()));
        }

        Spent withInternalKey() {
            return new Spent(leaves, input.withTapInternalKey(x(INTERNAL)));
        }

        Spent withLeaf(int index) {
            TaprootOutput output = output(leaves);
            Bytes block = output.controlBlock(output.leaves().get(index)).bytes();
            return withLeaf(block, leaves.get(index));
        }

        Spent withLeaf(Bytes controlBlock, TapLeaf leaf) {
            return new Spent(
                    leaves, input.withTapLeafScript(new TapLeafScript(controlBlock, leaf.script(), leaf.version())));
        }

        Spent signed(int index, PrivateKey key) {
            Bytes32 hash = leaves.get(index).hash();
            byte[] signature = Kmp.transaction(UNSIGNED)
                    .signInputTaprootScriptPath(key, 0, coins(), 0, new ByteVector32(hash.toArray()), null, null)
                    .toByteArray();
            return new Spent(
                    leaves,
                    input.withTapScriptSignature(new TapScriptSignature(x(key).x(), hash, Bytes.of(signature))));
        }

        Spent signedByKey() {
            byte[] signature = Kmp.transaction(UNSIGNED)
                    .signInputTaprootKeyPath(INTERNAL, 0, coins(), 0, combOfKmp(leaves), null, null)
                    .toByteArray();
            return new Spent(leaves, input.withTapKeySignature(Bytes.of(signature)));
        }

        /** The witness that finishes it. */
        List<Bytes> witness() {
            Transaction made = PsbtFinalizer.extract(
                    PsbtFinalizer.finalizeInputs(PsbtV0.of(UNSIGNED).withInput(0, input)));
            assertThat(SpendCheck.run(made, List.of(coin(leaves)))).isEmpty();
            return made.inputs().get(0).witness();
        }
    }

    private static Spent described() {
        Spent all = Spent.of(LEAVES);
        for (int leaf = 0; leaf < LEAVES.size(); leaf++) {
            all = all.withLeaf(leaf);
        }
        return all;
    }

    private static void assertRuns(int leaf, Spent spent) {
        List<Bytes> witness = spent.witness();

        assertThat(witness.get(witness.size() - 2)).isEqualTo(LEAVES.get(leaf).script());
    }

    private static void assertRefused(Spent spent, String why) {
        assertThatThrownBy(spent::witness)
                .isInstanceOf(MalformedException.class)
                .hasMessage(why);
    }

    @Test
    void takesTheKeyPathWhereItIsSigned() {
        Spent spent = described()
                .withInternalKey()
                .signed(1, ofAlice(1))
                .signed(0, ALICE)
                .signed(0, BOB)
                .signedByKey();

        assertThat(spent.witness())
                .containsExactly(spent.input().tapKeySignature().orElseThrow());
    }

    @Test
    void takesASignedLeafWhereTheKeyPathIsNotSigned() {
        assertRuns(5, described().withInternalKey().signed(5, ofAlice(5)));
    }

    /** Alike but for their control blocks, 32 bytes for each step. */
    @ParameterizedTest
    @CsvSource({"1, 2", "1, 3", "1, 4", "1, 5", "2, 3", "2, 4", "2, 5", "3, 4", "3, 5"})
    void takesTheLessDeepOfTwoSignedLeaves(int upper, int lower) {
        assertRuns(upper, described().signed(upper, ofAlice(upper)).signed(lower, ofAlice(lower)));
        assertRuns(lower, described().signed(lower, ofAlice(lower)));
    }

    /**
     * Two keys one deep: 2 * 66 + 70 + 33 + 32 = 267 bytes. One key four deep (leaf 3): 66 + 34 + 33 + 4 * 32 = 261 bytes; five deep
     * (leaf 4) 293.
     */
    @ParameterizedTest
    @CsvSource({"3, 3", "4, 0"})
    void takesTheLeafWithTheSmallestWitness(int single, int taken) {
        assertRuns(taken, described().signed(0, ALICE).signed(0, BOB).signed(single, ofAlice(single)));
    }

    @Test
    void takesNoLeafThatLacksASignature() {
        assertRuns(4, described().signed(0, ALICE).signed(4, ofAlice(4)));
        assertRefused(Spent.of(LEAVES).withLeaf(0).signed(0, ALICE), "Input 0 has 1 of 2 signatures.");
    }

    @Test
    void takesNoLeafThatTheCoinDoesNotCommitTo() {
        TaprootOutput output = TaprootOutput.of(x(INTERNAL), comb(LEAVES));
        Bytes blockOfFirst = output.controlBlock(output.leaves().get(0)).bytes();

        assertRefused(Spent.of(LEAVES).withLeaf(blockOfFirst, LEAVES.get(1)).signed(1, ofAlice(1)), NOT_UNDERSTOOD);
        assertRefused(Spent.of(LEAVES), NOT_UNDERSTOOD);
    }

    /** CHECKSIGVERIFY alone, a key and a NOP, a key that is pushed by OP_PUSHDATA1, and of the right size no key at all. */
    @ParameterizedTest
    @CsvSource({"20, ad", "20, ac61", "4c20, ac", "1f61, ac", "'', ac", "20, ''"})
    void takesNoLeafThatItDoesNotUnderstand(String before, String after) {
        Bytes key = x(ofAlice(1)).bytes();
        TapLeaf leaf = TapLeaf.of(Bytes.ofHex(before).plus(key).plus(Bytes.ofHex(after)));

        assertRefused(Spent.of(List.of(leaf)).withLeaf(0).signed(0, ofAlice(1)), NOT_UNDERSTOOD);
    }

    /** BIP341: a leaf of another version than 0xc0 has no rules yet, and nodes do not relay who runs it. */
    @Test
    void takesNoLeafOfAVersionWithoutRules() {
        TapLeaf unknown = new TapLeaf(0xc2, OutputScript.p2pk(x(ofAlice(1)).bytes()));
        TapLeaf known = TapLeaf.of(OutputScript.p2pk(x(ofAlice(2)).bytes()));
        Spent coin = Spent.of(List.of(unknown, known));

        assertRefused(coin.withLeaf(0).signed(0, ofAlice(1)), NOT_UNDERSTOOD);
        assertThat(coin.withLeaf(0).withLeaf(1).signed(1, ofAlice(2)).witness()).contains(known.script());
    }
}
