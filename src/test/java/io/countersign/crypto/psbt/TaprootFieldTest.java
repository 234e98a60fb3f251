package io.countersign.crypto.psbt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.ec.XOnlyPublicKey;
import io.countersign.crypto.key.DerivationPath;
import io.countersign.crypto.key.Fingerprint;
import io.countersign.crypto.key.KeyOrigin;
import io.countersign.crypto.verify.SpendKind;
import io.countersign.testing.TestPsbts;
import io.countersign.testing.TestSpend;
import io.countersign.testing.VectorCase;
import io.countersign.testing.Vectors;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each field of BIP371 and BIP373: the bytes by the standards' tables, and what is refused. */
class TaprootFieldTest {

    private static final String X = "f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9";
    private static final XOnlyPublicKey KEY = XOnlyPublicKey.parse(Bytes.ofHex(X));
    private static final String LEAF = "abababababababababababababababababababababababababababababababab";
    private static final Bytes32 LEAF_HASH = Bytes32.ofHex(LEAF);
    private static final KeyOrigin ORIGIN = new KeyOrigin(Fingerprint.parse("d90c6a4f"), DerivationPath.parse("86h/1"));
    private static final String NO_POINT = "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff";
    private static final Psbt PSBT = TestSpend.twoOfThree(SpendKind.WSH).psbt();

    private static void assertPair(PsbtEntry<?> entry, String key, String value) {
        assertThat(entry.map().pairs()).singleElement().satisfies(pair -> {
            assertThat(pair.key().toHex()).isEqualTo(key);
            assertThat(pair.value().toHex()).isEqualTo(value);
        });
    }

    private static Psbt withPair(String key, String value) {
        return PsbtReader.read(TestPsbts.withInputPair(PSBT, 0, Bytes.ofHex(key), Bytes.ofHex(value)));
    }

    @Test
    void holdsSignaturesOfKeyAndLeaf() {
        Bytes signature = Bytes.ofHex("cd".repeat(64));
        TapScriptSignature ofLeaf = new TapScriptSignature(KEY.x(), LEAF_HASH, signature);
        PsbtInput keyPath = PsbtInput.EMPTY.withTapKeySignature(signature);
        PsbtInput leafPath = PsbtInput.EMPTY.withTapScriptSignature(ofLeaf);

        assertPair(keyPath, "13", "cd".repeat(64));
        assertThat(keyPath.tapKeySignature()).contains(signature);
        assertPair(leafPath, "14" + X + LEAF, "cd".repeat(64));
        assertThat(leafPath.tapScriptSignatures()).containsExactly(ofLeaf);
    }

    @Test
    void holdsLeavesWithTheirControlBlocks() {
        TapLeafScript leaf = new TapLeafScript(Bytes.ofHex("c1" + X + LEAF), Bytes.ofHex("51"), 0xc0);
        PsbtInput input = PsbtInput.EMPTY.withTapLeafScript(leaf);

        assertPair(input, "15c1" + X + LEAF, "51c0");
        assertThat(input.tapLeafScripts()).containsExactly(leaf);
    }

    @Test
    void holdsKeysWithTheirLeavesAndOrigin() {
        TapDerivation derivation = TapDerivation.of(KEY, List.of(LEAF_HASH), ORIGIN);
        // 1 leaf hash, the fingerprint, 86h = 0x80000056 and 1, little endian
        String value = "01" + LEAF + "d90c6a4f" + "56000080" + "01000000";
        PsbtInput input = PsbtInput.EMPTY.withTapDerivations(List.of(derivation));
        PsbtOutput output = PsbtOutput.EMPTY.withTapDerivations(List.of(derivation));

        assertPair(input, "16" + X, value);
        assertPair(output, "07" + X, value);
        assertThat(input.tapDerivations()).containsExactly(derivation);
        assertThat(output.tapDerivations()).containsExactly(derivation);
    }

    @Test
    void holdsInternalKeyAndRoot() {
        assertPair(PsbtInput.EMPTY.withTapInternalKey(KEY), "17", X);
        assertPair(PsbtOutput.EMPTY.withTapInternalKey(KEY), "05", X);
        assertPair(PsbtInput.EMPTY.withTapMerkleRoot(LEAF_HASH), "18", LEAF);
        assertThat(PsbtInput.EMPTY.withTapMerkleRoot(LEAF_HASH).tapMerkleRoot()).contains(LEAF_HASH);
        assertThat(PsbtOutput.EMPTY.withTapInternalKey(KEY).tapInternalKey()).contains(KEY.x());
    }

    @Test
    void holdsTrees() {
        TapTree tree = new TapTree(List.of(
                new TapTree.Leaf(1, 0xc0, Bytes.ofHex("51")),
                new TapTree.Leaf(2, 0xc0, Bytes.ofHex("5252")),
                new TapTree.Leaf(2, 0xfa, Bytes.EMPTY)));
        PsbtOutput output = PsbtOutput.EMPTY.withTapTree(tree);

        assertPair(output, "06", "01c00151" + "02c0025252" + "02fa00");
        assertThat(output.tapTree()).contains(tree);
    }

    @ParameterizedTest
    @CsvSource({"1", "0 0", "1 2 2 2", "2 2", "1 1 1"})
    void refusesTreesThatAreNotWhole(String depths) {
        List<TapTree.Leaf> leaves = List.of(depths.split(" ")).stream()
                .map(depth -> new TapTree.Leaf(Integer.parseInt(depth), 0xc0, Bytes.EMPTY))
                .toList();

        assertThatThrownBy(() -> new TapTree(leaves))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("whole tree");
    }

    @Test
    void holdsWhatMusigSignersSay() {
        PublicKey participant = KEY.even();
        PublicKey aggregate = TestSpend.publicKey(0, 0);
        MusigSlot ofKeyPath = MusigSlot.of(participant, aggregate, null);
        MusigSlot ofLeaf = MusigSlot.of(participant, aggregate, LEAF_HASH);
        MusigPublicNonce nonce = new MusigPublicNonce(ofLeaf, Bytes.ofHex("02".repeat(66)));
        MusigPartialSignature partial = new MusigPartialSignature(ofKeyPath, LEAF_HASH);
        MusigParticipants participants = MusigParticipants.of(aggregate, List.of(participant, aggregate));
        String slot = "02" + X + aggregate.toHex();

        assertPair(PsbtInput.EMPTY.withMusigPublicNonce(nonce), "1b" + slot + LEAF, "02".repeat(66));
        assertPair(PsbtInput.EMPTY.withMusigPartialSignature(partial), "1c" + slot, LEAF);
        assertPair(PsbtInput.EMPTY.withMusigParticipants(participants), "1a" + aggregate.toHex(), slot);
        assertPair(PsbtOutput.EMPTY.withMusigParticipants(participants), "08" + aggregate.toHex(), slot);
        assertThat(PsbtInput.EMPTY.withMusigPublicNonce(nonce).musigPublicNonces())
                .containsExactly(nonce);
        assertThat(PsbtInput.EMPTY.withMusigPartialSignature(partial).musigPartialSignatures())
                .containsExactly(partial);
        assertThat(PsbtOutput.EMPTY.withMusigParticipants(participants).musigParticipants())
                .containsExactly(participants);
    }

    /** The keys stand in the vectors' notes, and each spend comes with participants, nonces and partial signatures in turn. */
    @Test
    void readsTheMusigSessionsOfBip373() {
        List<PsbtInput> inputs = Vectors.cases("psbt_bip373.json")
                .filter(VectorCase::valid)
                .limit(12)
                .map(test -> PsbtReader.readText(test.input("psbt")).inputs().get(0))
                .toList();

        assertThat(inputs).allSatisfy(input -> assertThat(input.musigParticipants())
                .singleElement()
                .satisfies(group -> {
                    assertThat(group.aggregateKey().toHex())
                            .isEqualTo("030b58e337aa4d3852a8c29387c42408d8cfbe3a613a5e397e0a9f01a5fb7107d4");
                    assertThat(group.participants())
                            .extracting(Bytes::toHex)
                            .containsExactly(
                                    "02346b99593357107c9d3459e9deba8d3eaf44e6636c85c7f853eb90ba52e8cd00",
                                    "024fafd65f8169186fc2bfdb2233c77e630d10be280a24c7165c09a27611775c2c",
                                    "02" + X);
                }));
        assertThat(inputs)
                .extracting(input -> input.musigPublicNonces().size())
                .containsExactly(0, 3, 3, 0, 3, 3, 0, 3, 3, 0, 3, 3);
        assertThat(inputs)
                .extracting(input -> input.musigPartialSignatures().size())
                .containsExactly(0, 0, 3, 0, 0, 3, 0, 0, 3, 0, 0, 3);
        assertThat(inputs.get(8).musigPublicNonces())
                .allSatisfy(nonce -> assertThat(nonce.slot().leafHash()).isNotNull());
        assertThat(inputs.get(2).musigPublicNonces())
                .allSatisfy(nonce -> assertThat(nonce.slot().leafHash()).isNull());
    }

    @ParameterizedTest
    @CsvSource({
        "17, " + NO_POINT + ", PSBT_IN_TAP_INTERNAL_KEY: the key is no x coordinate of a point.",
        "16" + NO_POINT + ", 0000000000, PSBT_IN_TAP_BIP32_DERIVATION: the key is no x coordinate of a point.",
        "16" + X + ", 01" + LEAF + "0000, PSBT_IN_TAP_BIP32_DERIVATION: a key origin has 4 bytes",
        "16" + X + ", 02" + LEAF + "00000000, PSBT_IN_TAP_BIP32_DERIVATION: 2 items are declared",
        "15c1" + X + ", '', PSBT_IN_TAP_LEAF_SCRIPT: it must not be empty.",
        "18, abab, 'PSBT_IN_TAP_MERKLE_ROOT: found 2 bytes, expected [32].'",
    })
    void refusesWhatHasNotTheForm(String key, String value, String why) {
        assertThatThrownBy(() -> withPair(key, value))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"14" + NO_POINT + LEAF, "14" + X})
    void refusesLeafSignaturesWithoutAKeyAndALeaf(String key) {
        assertThatThrownBy(() -> withPair(key, "cd".repeat(64)))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("PSBT_IN_TAP_SCRIPT_SIG");
    }

    @Test
    void takesNoncesThatAreNoPoints() {
        String slot = "02" + X + "02" + X;

        assertThat(withPair("1b" + slot, "ff".repeat(66)).inputs().get(0).musigPublicNonces())
                .hasSize(1);
    }
}
