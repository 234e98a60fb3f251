package io.countersign.crypto.descriptor;

import static io.countersign.testing.Cosigner.ALICE;
import static io.countersign.testing.Cosigner.BOB;
import static io.countersign.testing.Cosigner.CAROL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.key.CosignerKey;
import io.countersign.crypto.script.Address;
import io.countersign.crypto.script.Threshold;
import io.countersign.crypto.tx.Network;
import io.countersign.testing.Cosigner;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptorTest {

    private static final String ACCOUNT = "48h/1h/0h/2h";
    private static final Threshold TWO_OF_THREE = Threshold.of(2, 3);
    private static final List<CosignerKey> KEYS = List.of(
            ALICE.accountKey(ACCOUNT, Network.REGTEST),
            BOB.accountKey(ACCOUNT, Network.REGTEST),
            CAROL.accountKey(ACCOUNT, Network.REGTEST));
    private static final String A = KEYS.get(0) + "/<0;1>/*";
    private static final String B = KEYS.get(1) + "/<0;1>/*";

    /** %A and %B stand for right keys, %b for the second without {@code /<0;1>/*}. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "wsh(sortedmulti(2,%A,%B)",
                "wsh(sortedmulti(2,%A,%B)))",
                "sh(wsh(sortedmulti(2,%A,%B))",
                "wsh(sortedmulti(2,%A,%B))x",
                "WSH(sortedmulti(2,%A,%B))",
                "sortedmulti(2,%A,%B)",
                "multi(2,%A,%B)",
                "wsh(sh(multi(2,%A,%B)))",
                "wsh(and_v(pk(%A),pk(%B)))",
                "sh(sh(multi(1,%A)))",
                "tr(%b)",
                "tr(%A,pk(%b))",
                "tr(%A,multi(1,%B))",
                "tr(%A,wsh(pk(%B)))",
                "tr(%A,{pk(%B)})",
                "tr(%A,{pk(%B),pk(%B),pk(%B)})",
                "tr(%A,{pk(%B),pk(%B)",
                "tr(%A,pk(%B),pk(%B))",
                "tr(%A,multi_a(2,%B,%B))",
                "tr(%A,multi_a(2,%B,%b/<2;3>/*))",
                "tr(%A,pk(%b/<2;3>/*))",
                "tr(%A,{pk(%B),pk(%b/<1;2>/*)})",
                "tr(%A,multi_a(3,%B,%A))",
                "tr(%A,sortedmulti_a(0,%B))",
                "tr(50929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0)",
                "tr(79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798,pk(%A))",
                "tr()",
                "tr(,pk(%A))",
                "rawtr(%A)",
                "combo(%A)",
                "pkh(%A)",
                "wpkh(%A)",
                "sh(wpkh(%A))",
                "sh(multi_a(1,%A))",
                "wsh(multi_a(1,%A))",
                "sh(tr(%A))",
                "wsh(musig(%A,%B))",
                "wsh(sortedmulti(3,%A,%B))",
                "wsh(sortedmulti(0,%A,%B))",
                "wsh(sortedmulti(-1,%A,%B))",
                "wsh(sortedmulti(+1,%A,%B))",
                "wsh(sortedmulti(,%A,%B))",
                "wsh(sortedmulti(%A,%B))",
                "wsh(sortedmulti(2))",
                "wsh(sortedmulti())",
                "wsh(sortedmulti(2,%A,))",
                "wsh(sortedmulti(2,%A,%B,))",
                "wsh(sortedmulti(2,%A, %B))",
                " wsh(sortedmulti(2,%A,%B))",
                "wsh(sortedmulti(2,%A,%B))\n",
                "wsh(sortedmulti(2,%A,%A))",
                "wsh(sortedmulti(2,%A,%b))",
                "wsh(sortedmulti(2,%A,%b/*))",
                "wsh(sortedmulti(2,%A,%b/0/*))",
                "wsh(sortedmulti(2,%A,%b/<0;1;2>/*))",
                "wsh(sortedmulti(2,%A,%b/<1;0>/*))",
                "wsh(sortedmulti(2,%A,%b/<0;2>/*))",
                "wsh(sortedmulti(2,%A,%b/<0h;1h>/*))",
                "wsh(sortedmulti(2,%A,%b/<0;1>/*h))",
                "wsh(sortedmulti(2,%A,%b/<0;1>/*'))",
                "wsh(sortedmulti(2,%A,%b/<0;1>/0))",
                "wsh(sortedmulti(2,%A,%b/0h/<0;1>/*))",
                "wsh(sortedmulti(2,%A,%b/0/<0;1>/*))",
                "wsh(sortedmulti(2,%A,%b/**))",
            })
    void refusesWhatIsNoDescriptorOfASupportedWallet(String text) {
        assertThatThrownBy(() -> Descriptor.parse(filled(text), Network.REGTEST))
                .isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wsh(sortedmulti(2,%A,%B))",
                "wsh(multi(1,%b/<0;1>/*))",
                "wsh(pk(%A))",
                "wsh(pkh(%A))",
                "tr(%A)",
                "tr(%A,pk(%B))",
                "tr(%A,multi_a(1,%B))",
                "tr(%A,{sortedmulti_a(1,%b/<2;3>/*,%A),{pk(%B),multi_a(2,%A,%B)}})",
                "tr(50929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0,sortedmulti_a(2,%A,%B))",
                "tr(0250929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0,multi_a(1,%A,%B))",
                "sh(wsh(multi(1,%A,%B)))",
                "sh(sortedmulti(1,%A,%B))"
            })
    void readsTheSupportedForms(String text) {
        String descriptor = filled(text);

        assertThat(Descriptor.parse(descriptor, Network.REGTEST)).hasToString(DescriptorChecksum.append(descriptor));
    }

    @Test
    void refusesKeysWithoutOrigin() {
        String bare = KEYS.get(1).key().toBase58();

        assertThatThrownBy(() -> Descriptor.parse("wsh(multi(1,%s,%s/<0;1>/*))".formatted(A, bare), Network.REGTEST))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("origin");
    }

    @Test
    void refusesKeysOfAnotherNetwork() {
        String text = "wsh(multi(1,%s))".formatted(A);
        List<CosignerKey> mixed = List.of(KEYS.get(0), BOB.accountKey(ACCOUNT, Network.MAINNET));

        assertThatThrownBy(() -> Descriptor.parse(text, Network.MAINNET)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> Descriptor.of(ScriptKind.WSH, true, Threshold.of(2, 2), mixed))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("different networks");
    }

    @Test
    void refusesTheSameKeyUnderTwoOrigins() {
        CosignerKey renamed = CosignerKey.parse(
                KEYS.get(0).toString().replace(KEYS.get(0).fingerprint().toString(), "00000001"), Network.REGTEST);

        assertThatThrownBy(() -> Descriptor.of(ScriptKind.WSH, true, Threshold.of(2, 2), List.of(KEYS.get(0), renamed)))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("equal");
    }

    @ParameterizedTest
    @CsvSource({"SH,15", "SH_WSH,20", "WSH,20"})
    void holdsAsManyKeysAsTheScriptMay(ScriptKind kind, int limit) {
        Descriptor full = Descriptor.of(kind, true, Threshold.of(limit, limit), keys(limit));

        assertThat(full.derive(0, 0).multisigScript().size()).isLessThan(kind == ScriptKind.SH ? 521 : 3601);
        assertThat(Descriptor.parse(full.text(), Network.REGTEST)).isEqualTo(full);
        if (limit < Threshold.MAX_KEYS) {
            assertThatThrownBy(() -> Descriptor.of(kind, true, Threshold.of(1, limit + 1), keys(limit + 1)))
                    .isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void publishesTheExampleAsItIsPrinted() {
        Descriptor descriptor = Descriptor.of(ScriptKind.WSH, true, TWO_OF_THREE, KEYS);

        assertThat(KEYS.get(0))
                .hasToString(
                        "[4ba43603/48h/1h/0h/2h]tpubDDwf2gdFxFahr9RUtDQCuZmsx34CfdZ7RALAirwC2FGeLBzW1TDiEpqFeRdxLdZD7rfsbZHYwSaT6CLM3TAcYRw6xfRv4U6KCQt4Zuhvjkz");
        assertThat(descriptor.text())
                .startsWith("wsh(sortedmulti(2,[4ba43603/48h/1h/0h/2h]")
                .endsWith("#fq8gmhj6");
        assertThat(Address.ofScript(descriptor.derive(0, 0).scriptPubKey(), Network.REGTEST))
                .map(Address::text)
                .contains("bcrt1qkpad42v3wkkt9hfww7vs7udr72pm32vyz5kgphkjm5m3z57pgz0swjhzs8");
    }

    @Test
    void isEqualHoweverItWasWritten() {
        Descriptor descriptor = Descriptor.of(ScriptKind.SH_WSH, false, TWO_OF_THREE, KEYS);
        String apostrophes = descriptor.text().replaceAll("#.*", "").replaceAll("(\\d)h", "$1'");

        assertThat(Descriptor.parse(apostrophes, Network.SIGNET)).isEqualTo(descriptor);
        assertThat(Descriptor.parse(DescriptorChecksum.append(apostrophes), Network.SIGNET))
                .isEqualTo(descriptor)
                .hasSameHashCodeAs(descriptor)
                .hasToString(descriptor.text());
        assertThat(Descriptor.of(ScriptKind.SH_WSH, true, TWO_OF_THREE, KEYS)).isNotEqualTo(descriptor);
        assertThat(Descriptor.of(ScriptKind.WSH, false, TWO_OF_THREE, KEYS)).isNotEqualTo(descriptor);
        assertThat(Descriptor.of(ScriptKind.SH_WSH, false, Threshold.of(1, 3), KEYS))
                .isNotEqualTo(descriptor);
    }

    @Test
    void namesEveryDerivedKeyByItsPlaceAndWholePath() {
        DerivedScript script =
                Descriptor.of(ScriptKind.WSH, true, TWO_OF_THREE, KEYS).derive(1, 7);

        assertThat(script.keys()).extracting(DerivedKey::key).isSorted();
        assertThat(script.keys()).extracting(DerivedKey::position).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(script.keys()).allSatisfy(derived -> {
            Cosigner holder = List.of(ALICE, BOB, CAROL).get(derived.position());
            assertThat(derived.origin())
                    .hasToString("[%s/48h/1h/0h/2h/1/7]"
                            .formatted(KEYS.get(derived.position()).fingerprint()));
            assertThat(derived.key().toHex())
                    .isEqualTo(holder.privateKey(ACCOUNT + "/1/7").publicKey().toHex());
            assertThat(script.find(derived.key())).contains(derived);
        });
        assertThat(script.redeemScript()).isEmpty();
        assertThat(script.witnessScript()).contains(script.multisigScript());
    }

    @ParameterizedTest
    @CsvSource({"2,0", "-1,0", "0,-1", "0,2147483648"})
    void refusesToDeriveElsewhere(int branch, long index) {
        Descriptor descriptor = Descriptor.of(ScriptKind.WSH, true, TWO_OF_THREE, KEYS);

        assertThatThrownBy(() -> descriptor.derive(branch, index)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String filled(String text) {
        return text.replace("%A", A).replace("%B", B).replace("%b", KEYS.get(1).toString());
    }

    private static List<CosignerKey> keys(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(seed -> Cosigner.ofSeedByte(seed).accountKey(ACCOUNT, Network.REGTEST))
                .toList();
    }
}
