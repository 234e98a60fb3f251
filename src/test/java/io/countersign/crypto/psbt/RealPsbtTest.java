package io.countersign.crypto.psbt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.EcdsaSignature;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.ec.SchnorrSignature;
import io.countersign.crypto.ec.Secp256k1;
import io.countersign.crypto.ec.XOnlyPublicKey;
import io.countersign.crypto.script.OutputScript;
import io.countersign.crypto.script.ScriptTemplate;
import io.countersign.crypto.sighash.LegacySighash;
import io.countersign.crypto.sighash.SegwitV0Sighash;
import io.countersign.crypto.sighash.SighashType;
import io.countersign.crypto.sighash.TaprootSighash;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.testing.VectorCase;
import io.countersign.testing.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("PSBTs as devices and wallets really write them")
class RealPsbtTest {

    static Stream<VectorCase> all() {
        return Vectors.cases("psbt_real/manifest.json");
    }

    static Stream<VectorCase> withEcdsaSignatures() {
        return all().filter(test -> !signatures(test, "ecdsa").isEmpty());
    }

    static Stream<VectorCase> withTaprootSignatures() {
        return all().filter(test -> !taproot(test).isEmpty());
    }

    static Stream<VectorCase> withFinalSignatures() {
        return all().filter(test -> test.expected().has("final_signatures"));
    }

    private static Psbt read(String file) {
        return PsbtReader.readText(Vectors.text("psbt_real/" + file).strip());
    }

    @ParameterizedTest
    @MethodSource("all")
    void readsWhatIsWellFormed(VectorCase test) {
        String file = test.input("file");
        if (!test.valid()) {
            assertThatThrownBy(() -> read(file)).isInstanceOf(MalformedException.class);
            return;
        }
        Psbt psbt = read(file);

        assertThat(psbt.version()).isEqualTo(test.expected().get("version").asInt());
        assertThat(psbt.inputs()).hasSize(test.expected().get("input_count").asInt());
        assertThat(psbt.outputs()).hasSize(test.expected().get("output_count").asInt());
        for (int i = 0; i < psbt.inputs().size(); i++) {
            assertFields(psbt.inputs().get(i), test.expected().get("inputs").get(i));
        }
        assertThat(PsbtReader.read(PsbtWriter.write(psbt))).isEqualTo(psbt);
        assertThat(psbt.toV2().toV0().unsignedTransaction()).isEqualTo(psbt.unsignedTransaction());
    }

    private static void assertFields(PsbtInput input, JsonNode expected) {
        List<String> known = Stream.of(InputField.values())
                .filter(field -> input.map().has(field))
                .map(field -> field.name().toLowerCase(Locale.ROOT))
                .map(name -> name.equals("musig2_participant_pubkeys") ? "musig2_participants" : name)
                .toList();
        assertThat(known).contains(texts(expected.get("fields")));
        assertThat(input.isFinal()).isEqualTo(expected.path("finalized").asBoolean(false));
        if (expected.has("sighash_type_field")) {
            assertThat(input.sighashType())
                    .contains(new SighashType(expected.get("sighash_type_field").asInt()));
        }
    }

    private static String[] texts(JsonNode list) {
        String[] texts = new String[list.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = list.get(i).asText();
        }
        return texts;
    }

    @ParameterizedTest
    @MethodSource("withEcdsaSignatures")
    void judgesEcdsaSignaturesAsTheOthersDo(VectorCase test) {
        Psbt psbt = read(test.input("file"));
        Psbt whole = whole(test, psbt);
        for (JsonNode expected : signatures(test, "ecdsa")) {
            int index = expected.get("input_index").asInt();
            Bytes key = Bytes.ofHex(expected.get("public_key").asText());
            Bytes signature = psbt.inputs().get(index).partialSignatures().stream()
                    .filter(partial -> partial.publicKey().equals(key))
                    .findFirst()
                    .orElseThrow()
                    .signature();

            assertThat(signature.at(signature.size() - 1))
                    .isEqualTo(expected.get("sighash_type").asInt());
            assertThat(isRight(whole, index, key, signature))
                    .as("%s input %d", test.id(), index)
                    .isEqualTo(expected.get("valid").asBoolean());
        }
    }

    @ParameterizedTest
    @MethodSource("withTaprootSignatures")
    void judgesTaprootSignaturesAsTheOthersDo(VectorCase test) {
        Psbt psbt = read(test.input("file"));
        List<TxOutput> coins = IntStream.range(0, psbt.inputs().size())
                .mapToObj(i -> CoinCheck.of(psbt, i).coin().orElseThrow())
                .toList();
        TaprootSighash sighash = TaprootSighash.of(psbt.unsignedTransaction(), coins);
        for (JsonNode expected : taproot(test)) {
            int index = expected.get("input_index").asInt();
            XOnlyPublicKey key =
                    XOnlyPublicKey.parse(Bytes.ofHex(expected.get("public_key").asText()));
            Bytes signature = taprootSignature(psbt.inputs().get(index), expected);
            SighashType type = signature.size() == 65 ? new SighashType(signature.at(64)) : SighashType.DEFAULT;
            Bytes32 hash = expected.has("leaf_hash")
                    ? sighash.ofLeaf(index, type, leafHash(expected))
                    : sighash.ofKeyPath(index, type);

            assertThat(type.bits()).isEqualTo(expected.get("sighash_type").asInt());
            assertThat(Secp256k1.verify(key, hash, new SchnorrSignature(signature.slice(0, 64))))
                    .as("%s input %d", test.id(), index)
                    .isEqualTo(expected.get("valid").asBoolean());
        }
    }

    @ParameterizedTest
    @MethodSource("withFinalSignatures")
    void judgesSignaturesInFinalScriptsAsTheOthersDo(VectorCase test) {
        Psbt psbt = read(test.input("file"));
        for (JsonNode expected : test.expected().get("final_signatures")) {
            int index = expected.get("input_index").asInt();
            Bytes key = Bytes.ofHex(expected.get("public_key").asText());
            PsbtInput input = psbt.inputs().get(index);
            List<Bytes> stack = input.finalScriptWitness().orElseThrow();
            int last = stack.size() - 1;
            PsbtInput opened = input.withWitnessScript(stack.get(last));
            PsbtInput described = input.finalScriptSig().isPresent()
                    ? opened.withRedeemScript(OutputScript.p2wsh(stack.get(last)))
                    : opened;
            Psbt whole = psbt.withInputs(replaced(psbt.inputs(), index, described));

            assertThat(expected.get("valid").asBoolean()).isTrue();
            assertThat(stack.subList(1, last)).anyMatch(signature -> isRight(whole, index, key, signature));
        }
    }

    /** Every signature that the manifest names, and the two that an old firmware made wrong. */
    @Test
    void leavesNoSignatureOut() {
        List<JsonNode> named = all().flatMap(
                        test -> Stream.concat(signatures(test, "ecdsa").stream(), taproot(test).stream()))
                .toList();

        assertThat(named).hasSize(148);
        assertThat(named)
                .filteredOn(signature -> !signature.get("valid").asBoolean())
                .hasSize(2);
        assertThat(all().mapToInt(test -> test.expected().path("signatures").size())
                        .sum())
                .isEqualTo(148);
        assertThat(all().mapToInt(
                                test -> test.expected().path("final_signatures").size())
                        .sum())
                .isEqualTo(4);
        assertThat(all()).hasSize(134);
    }

    private static boolean isRight(Psbt whole, int index, Bytes key, Bytes signature) {
        int last = signature.size() - 1;
        SighashType type = new SighashType(signature.at(last));
        return Secp256k1.verify(
                PublicKey.parse(key), sighash(whole, index, type), EcdsaSignature.parseDer(signature.slice(0, last)));
    }

    private static Psbt whole(VectorCase test, Psbt psbt) {
        return test.input().has("with")
                ? Combiner.combine(List.of(psbt.toV0(), read(test.input("with")).toV0()))
                : psbt;
    }

    private static Bytes taprootSignature(PsbtInput input, JsonNode expected) {
        if (!expected.has("leaf_hash")) {
            return input.tapKeySignature().orElseThrow();
        }
        return input.tapScriptSignatures().stream()
                .filter(signed -> signed.leafHash().equals(leafHash(expected)))
                .filter(signed -> signed.publicKey()
                        .toHex()
                        .equals(expected.get("public_key").asText()))
                .findFirst()
                .orElseThrow()
                .signature();
    }

    private static Bytes32 leafHash(JsonNode expected) {
        return Bytes32.ofHex(expected.get("leaf_hash").asText());
    }

    private static <T> List<T> replaced(List<T> all, int index, T one) {
        List<T> changed = new ArrayList<>(all);
        changed.set(index, one);
        return changed;
    }

    private static Bytes32 sighash(Psbt psbt, int index, SighashType type) {
        PsbtInput input = psbt.inputs().get(index);
        TxOutput coin = CoinCheck.of(psbt, index).coin().orElseThrow();
        Bytes program = input.redeemScript().orElse(coin.script());
        if (!ScriptTemplate.isWitnessProgram(program)) {
            return LegacySighash.hash(psbt.unsignedTransaction(), index, program, type);
        }
        Bytes code = input.witnessScript().orElseGet(() -> OutputScript.p2pkh(program.sliceFrom(2)));
        return SegwitV0Sighash.of(psbt.unsignedTransaction()).hash(index, code, coin.amount(), type);
    }

    private static List<JsonNode> taproot(VectorCase test) {
        List<JsonNode> all = new ArrayList<>(signatures(test, "taproot key path"));
        all.addAll(signatures(test, "tapscript"));
        return all;
    }

    private static List<JsonNode> signatures(VectorCase test, String kind) {
        return StreamSupport.stream(test.expected().path("signatures").spliterator(), false)
                .filter(signature -> signature.get("kind").asText().equals(kind))
                .toList();
    }
}
