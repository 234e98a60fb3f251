package io.countersign.crypto.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.crypto.key.CosignerKey;
import io.countersign.crypto.key.ExtendedPublicKey;
import io.countersign.crypto.script.TaprootOutput;
import io.countersign.crypto.script.Threshold;
import io.countersign.crypto.tx.Network;
import io.countersign.testing.Cosigner;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaprootDescriptorTest {

    private static final String ACCOUNT = "48h/1h/0h/2h";
    private static final List<CosignerKey> KEYS = IntStream.rangeClosed(1, 3)
            .mapToObj(seed -> Cosigner.ofSeedByte(seed).accountKey(ACCOUNT, Network.REGTEST))
            .toList();
    private static final String A = KEYS.get(0) + "/<0;1>/*";
    private static final String B = KEYS.get(1) + "/<0;1>/*";
    private static final String C = KEYS.get(2) + "/<0;1>/*";
    private static final String H = "50929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0";

    /** The contract, "Wallets and keys": U has depth 0, the point 02 || H, and the hash of the account keys as chain code. */
    @Test
    void makesTheInternalKeyThatTheContractDescribes() {
        Descriptor descriptor = Descriptor.of(ScriptKind.TR, true, Threshold.of(2, 3), KEYS);

        Bytes accountKeys =
                KEYS.stream().map(key -> key.key().publicKey().bytes()).reduce(Bytes.EMPTY, Bytes::plus);
        Bytes expected = Bytes.ofHex("043587cf" + "00" + "00000000" + "00000000")
                .plus(Hashes.sha256(accountKeys).bytes())
                .plus(Bytes.ofHex("02" + H));
        String internal =
                descriptor.text().substring("tr(".length(), descriptor.text().indexOf('/'));
        assertThat(ExtendedPublicKey.parse(internal).serialize()).isEqualTo(expected);
        assertThat(descriptor.text())
                .startsWith("tr(" + internal + "/<0;1>/*,sortedmulti_a(2," + A + "," + B + "," + C + "))#");
        assertThat(Descriptor.parse(descriptor.text(), Network.REGTEST)).isEqualTo(descriptor);
    }

    @Test
    void countsNoCosignerForAnInternalKeyThatNobodyHas() {
        String extended = Descriptor.of(ScriptKind.TR, true, Threshold.of(1, 1), KEYS.subList(2, 3))
                .text()
                .split("[(/]")[1];

        for (String internal : List.of(H, "02" + H, extended + "/<0;1>/*", extended + "/*", extended)) {
            Descriptor descriptor = parse("tr(" + internal + ",sortedmulti_a(2," + A + "," + B + "))");
            assertThat(descriptor.keys()).isEqualTo(KEYS.subList(0, 2));
            assertThat(descriptor.paths()).extracting(SpendPath::id).containsExactly("main");
            assertThat(descriptor.derive(0, 5).path("main").keys())
                    .extracting(DerivedKey::position)
                    .containsExactlyInAnyOrder(0, 1);
        }
    }

    @Test
    void listsTheKeyPathAndThenTheLeavesFromLeftToRight() {
        Descriptor descriptor = parse(
                "tr(" + A + ",{pk(" + B + "),{multi_a(2," + A + "," + C + "),sortedmulti_a(1," + B + "," + C + ")}})");

        assertThat(descriptor.paths())
                .extracting(SpendPath::id, SpendPath::description, SpendPath::threshold, SpendPath::positions)
                .containsExactly(
                        tuple("key", "the key @0", 1, List.of(0)),
                        tuple("branch-1", "the key @1", 1, List.of(1)),
                        tuple("branch-2", "all of the keys @0 and @2", 2, List.of(0, 2)),
                        tuple("branch-3", "any 1 of the keys @1 and @2", 1, List.of(1, 2)));
    }

    @Test
    void opensEveryLeafOfTheDerivedOutput() {
        DerivedScript script = parse("tr(" + A + ",{pk(" + B + "),multi_a(2," + C + "," + A + ")})")
                .derive(1, 9);
        TaprootOutput output = script.taproot().orElseThrow();

        assertThat(script.scriptPubKey()).isEqualTo(output.scriptPubKey());
        assertThat(script.redeemScript()).isEmpty();
        assertThat(script.witnessScript()).isEmpty();
        for (DerivedPath path : script.paths()) {
            path.leaf().ifPresent(leaf -> assertThat(
                            output.controlBlock(leaf).proves(leaf.leaf().script(), output.outputKey()))
                    .isTrue());
        }
        assertThat(script.path("key").leaf()).isEmpty();
        assertThat(script.path("branch-2").keys())
                .extracting(DerivedKey::position)
                .containsExactly(2, 0);
        assertThatThrownBy(() -> script.path("main")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(script::multisigScript).isInstanceOf(IllegalStateException.class);
    }

    /** BIP371, PSBT_IN_TAP_BIP32_DERIVATION: the internal key lists no leaf, leaf keys list theirs. */
    @Test
    void namesEveryKeyOnceWithTheLeavesThatItStandsIn() {
        DerivedScript script = parse("tr(" + A + ",{pk(" + B + "),{multi_a(2," + A + "," + C + "),pk(" + C + ")}})")
                .derive(0, 1);
        List<String> hashes = script.taproot().orElseThrow().leaves().stream()
                .map(leaf -> leaf.hash().toHex())
                .toList();

        assertThat(script.keys())
                .extracting(
                        DerivedKey::position,
                        key -> key.leafHashes().stream()
                                .map(hash -> String.valueOf(hashes.indexOf(hash.toHex())))
                                .collect(Collectors.joining(",")),
                        key -> key.origin().path().toString())
                .containsExactly(
                        tuple(0, "1", ACCOUNT + "/0/1"),
                        tuple(1, "0", ACCOUNT + "/0/1"),
                        tuple(2, "1,2", ACCOUNT + "/0/1"));
    }

    @Test
    void takesOneKeyUnderSeveralPairsOfSteps() {
        String other = KEYS.get(0) + "/<2;3>/*";
        DerivedScript script = parse("tr(" + A + ",pk(" + other + "))").derive(1, 4);

        assertThat(script.keys())
                .extracting(DerivedKey::position, key -> key.origin().path().toString())
                .containsExactly(tuple(0, ACCOUNT + "/1/4"), tuple(0, ACCOUNT + "/3/4"));
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 65})
    void refusesMoreThan64Paths(int leaves) {
        String tree = "pk(" + B + ")";
        for (int i = 1; i < leaves; i++) {
            tree = "{pk(" + C + ")," + tree + "}";
        }
        String text = "tr(" + H + "," + tree + ")";
        if (leaves <= 64) {
            assertThat(parse(text).paths()).hasSize(leaves);
        } else {
            assertThatThrownBy(() -> parse(text))
                    .isInstanceOf(MalformedException.class)
                    .hasMessageContaining("64");
        }
    }

    @Test
    void meansTheSameInAnotherOrder() {
        Descriptor one = parse("tr(" + A + ",{sortedmulti_a(1," + A + "," + B + "),pk(" + C + ")})");

        assertThat(parse("tr(" + A + ",{pk(" + C + "),sortedmulti_a(1," + B + "," + A + ")})"))
                .isNotEqualTo(one)
                .matches(one::meansTheSameAs)
                .matches(other -> other.derive(0, 0)
                        .scriptPubKey()
                        .equals(one.derive(0, 0).scriptPubKey()));
        assertThat(parse("tr(" + A + ",{pk(" + C + "),multi_a(1," + B + "," + A + ")})"))
                .matches(other -> !one.meansTheSameAs(other));
        assertThat(parse("wsh(sortedmulti(1," + A + "," + B + "))"))
                .matches(other -> other.meansTheSameAs(parse("wsh(sortedmulti(1," + B + "," + A + "))")))
                .matches(other -> !other.meansTheSameAs(parse("wsh(multi(1," + B + "," + A + "))")))
                .matches(other -> !other.meansTheSameAs(parse("sh(wsh(sortedmulti(1," + B + "," + A + ")))")));
    }

    @Test
    void refusesSingleKeysWithTheReason() {
        String single = KEYS.get(0).key().publicKey().toHex();

        assertThatThrownBy(() -> parse("tr(" + A + ",pk(" + single + "))"))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("extended key");
    }

    private static Descriptor parse(String text) {
        return Descriptor.parse(text, Network.REGTEST);
    }
}
