package io.countersign.crypto.psbt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.EcdsaSignature;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.ec.Secp256k1;
import io.countersign.crypto.script.OutputScript;
import io.countersign.crypto.script.ScriptTemplate;
import io.countersign.crypto.sighash.LegacySighash;
import io.countersign.crypto.sighash.SegwitV0Sighash;
import io.countersign.crypto.sighash.SighashType;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.testing.VectorCase;
import io.countersign.testing.Vectors;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("PSBTs as devices and wallets really write them")
class RealPsbtTest {

    static Stream<VectorCase> all() {
        return Vectors.cases("psbt_real/manifest.json");
    }

    static Stream<VectorCase> withEcdsaSignatures() {
        return all().filter(VectorCase::valid).filter(test -> !ecdsa(test).isEmpty());
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
        Psbt whole = test.input().has("with")
                ? Combiner.combine(List.of(psbt.toV0(), read(test.input("with")).toV0()))
                : psbt;
        for (JsonNode expected : ecdsa(test)) {
            int index = expected.get("input_index").asInt();
            Bytes key = Bytes.ofHex(expected.get("public_key").asText());
            Bytes signature = psbt.inputs().get(index).partialSignatures().stream()
                    .filter(partial -> partial.publicKey().equals(key))
                    .findFirst()
                    .orElseThrow()
                    .signature();
            int last = signature.size() - 1;
            SighashType type = new SighashType(signature.at(last));

            assertThat(type.bits()).isEqualTo(expected.get("sighash_type").asInt());
            assertThat(Secp256k1.verify(
                            PublicKey.parse(key),
                            sighash(whole, index, type),
                            EcdsaSignature.parseDer(signature.slice(0, last))))
                    .as("%s input %d", test.id(), index)
                    .isEqualTo(expected.get("valid").asBoolean());
        }
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

    private static List<JsonNode> ecdsa(VectorCase test) {
        return Stream.iterate(0, i -> i < test.expected().path("signatures").size(), i -> i + 1)
                .map(i -> test.expected().get("signatures").get(i))
                .filter(signature -> signature.get("kind").asText().equals("ecdsa"))
                .toList();
    }
}
