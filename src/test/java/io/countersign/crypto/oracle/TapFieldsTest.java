package io.countersign.crypto.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtOutput;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.crypto.psbt.TapDerivation;
import io.countersign.testing.VectorCase;
import io.countersign.testing.Vectors;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bitcoindevkit.Input;
import org.bitcoindevkit.Output;
import org.bitcoindevkit.Psbt;
import org.bitcoindevkit.TapKeyOrigin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The taproot fields of BIP371's and devices' PSBTs, as rust-bitcoin reads them")
class TapFieldsTest {

    static Stream<String> taproot() {
        Stream<String> vectors =
                Vectors.cases("psbt_bip371.json").filter(VectorCase::valid).map(test -> test.input("psbt"));
        Stream<String> devices = Vectors.cases("psbt_real/manifest.json")
                .filter(test -> test.expected().toString().contains("\"tap_"))
                .filter(test -> test.expected().get("version").asInt() == 0)
                .map(test -> Vectors.text("psbt_real/" + test.input("file")).strip());
        return Stream.concat(vectors, devices);
    }

    @ParameterizedTest
    @MethodSource("taproot")
    void readsTheSame(String text) {
        io.countersign.crypto.psbt.Psbt ours = PsbtReader.readText(text);

        try (Psbt theirs = new Psbt(text)) {
            for (int i = 0; i < ours.inputs().size(); i++) {
                assertSame(ours.inputs().get(i), theirs.input().get(i));
            }
            for (int i = 0; i < ours.outputs().size(); i++) {
                assertSame(ours.outputs().get(i), theirs.output().get(i));
            }
        }
    }

    private static void assertSame(PsbtInput ours, Input theirs) {
        assertThat(ours.tapKeySignature().map(Bytes::toHex)).isEqualTo(hex(theirs.getTapKeySig()));
        assertThat(ours.tapInternalKey().map(Object::toString)).isEqualTo(optional(theirs.getTapInternalKey()));
        assertThat(ours.tapMerkleRoot().map(Object::toString)).isEqualTo(optional(theirs.getTapMerkleRoot()));
        assertThat(ours.tapDerivations().stream().map(TapFieldsTest::line).toList())
                .isEqualTo(lines(theirs.getTapKeyOrigins()));
        assertThat(ours.tapScriptSignatures())
                .extracting(signed -> signed.publicKey() + " " + signed.leafHash() + " "
                        + signed.signature().toHex())
                .containsExactlyInAnyOrderElementsOf(theirs.getTapScriptSigs().entrySet().stream()
                        .map(entry -> entry.getKey().getXonlyPubkey() + " "
                                + entry.getKey().getTapLeafHash() + " "
                                + HexFormat.of().formatHex(entry.getValue()))
                        .toList());
        assertThat(ours.tapLeafScripts())
                .extracting(leaf ->
                        leaf.controlBlock().slice(1, 33).toHex() + leaf.script().toHex())
                .containsExactlyInAnyOrderElementsOf(theirs.getTapScripts().entrySet().stream()
                        .map(entry -> HexFormat.of().formatHex(entry.getKey().getInternalKey())
                                + HexFormat.of()
                                        .formatHex(entry.getValue().getScript().toBytes()))
                        .toList());
    }

    private static void assertSame(PsbtOutput ours, Output theirs) {
        assertThat(ours.tapInternalKey().map(Object::toString)).isEqualTo(optional(theirs.getTapInternalKey()));
        assertThat(ours.tapDerivations().stream().map(TapFieldsTest::line).toList())
                .isEqualTo(lines(theirs.getTapKeyOrigins()));
        assertThat(ours.tapTree().isPresent()).isEqualTo(theirs.getTapTree() != null);
    }

    private static String line(TapDerivation derivation) {
        return "%s %s %s %s"
                .formatted(
                        derivation.publicKey(),
                        derivation.leafHashes(),
                        derivation.origin().fingerprint(),
                        derivation.origin().path().toString().replace('h', '\''));
    }

    private static List<String> lines(Map<String, TapKeyOrigin> origins) {
        return origins.entrySet().stream()
                .map(entry -> "%s %s %s %s"
                        .formatted(
                                entry.getKey(),
                                entry.getValue().getTapLeafHashes(),
                                entry.getValue().getKeySource().getFingerprint(),
                                entry.getValue().getKeySource().getPath()))
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private static Optional<String> hex(byte @Nullable [] bytes) {
        return Optional.ofNullable(bytes).map(HexFormat.of()::formatHex);
    }

    private static Optional<String> optional(@Nullable String text) {
        return Optional.ofNullable(text);
    }
}
