package io.countersign.crypto.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.tx.Network;
import io.countersign.testing.VectorCase;
import io.countersign.testing.Vectors;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultisigTest {

    private static final String G = "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";
    private static final String UNCOMPRESSED_G =
            "0479be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8";

    static Stream<VectorCase> bip67() {
        return Vectors.cases("bip67.json");
    }

    @ParameterizedTest
    @CsvSource({"0,1", "2,1", "-1,3", "1,21", "0,0"})
    void refusesThresholdsThatCanNotBeMet(int required, int total) {
        assertThatThrownBy(() -> Threshold.of(required, total)).isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesMoreOrFewerKeysThanTheThresholdSays() {
        assertThatThrownBy(() -> new Multisig(Threshold.of(1, 2), keys(3))).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "51ae",
                "5151ae",
                // 0 of 1, 2 of 1, 1 of 2 with one key
                "0021" + G + "51ae",
                "5221" + G + "51ae",
                "5121" + G + "52ae",
                // pushes that are not minimal: 1 as a byte, the key by PUSHDATA1
                "010121" + G + "51ae",
                "514c21" + G + "51ae",
                // something after it, another opcode, an uncompressed key, a push cut short
                "5121" + G + "51ae51",
                "5121" + G + "51af",
                "5141" + UNCOMPRESSED_G + "51ae",
                "5121" + G + "51ae4c",
                // x is not on the curve
                "5121020000000000000000000000000000000000000000000000000000000000000005" + "51ae"
            })
    void readsNothingElseAsMultisigOfCompressedKeys(String hex) {
        assertThat(Multisig.parse(Bytes.ofHex(hex))).isEmpty();
    }

    /** Above 16 the numbers are pushes: 17 is 01 11. */
    @ParameterizedTest
    @CsvSource({"1,1,51,51", "16,16,60,60", "2,17,52,0111", "17,20,0111,0114", "20,20,0114,0114"})
    void writesAndReadsNumbersOnBothSidesOfSixteen(int required, int total, String first, String last) {
        Multisig multisig = new Multisig(Threshold.of(required, total), keys(total));

        Bytes script = multisig.toScript();

        assertThat(script.toHex()).startsWith(first + "21").endsWith(last + "ae");
        assertThat(Multisig.parse(script)).contains(multisig);
        assertThat(ScriptTemplate.of(script)).isEqualTo(ScriptTemplate.MULTISIG);
    }

    @ParameterizedTest
    @MethodSource("bip67")
    void sortsKeysAsBip67Does(VectorCase vector) {
        List<PublicKey> keys = keys(vector.input().get("pubkeys"));
        Threshold threshold = Threshold.of(vector.input().get("required").asInt(), keys.size());

        Multisig multisig = Multisig.sorted(threshold, keys);

        assertThat(multisig.keys()).isEqualTo(keys(vector.expected().get("sorted_pubkeys")));
        assertThat(multisig.toScript()).isEqualTo(Bytes.ofHex(vector.expected("redeem_script")));
        assertThat(Multisig.parse(multisig.toScript())).contains(multisig);
        assertThat(Address.ofScript(OutputScript.p2sh(multisig.toScript()), Network.MAINNET)
                        .map(Address::text))
                .contains(vector.expected("address"));
    }

    private static List<PublicKey> keys(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(node -> PublicKey.ofHex(node.asText()))
                .toList();
    }

    /** Equal keys are no matter to a script, so one serves for all. */
    private static List<PublicKey> keys(int count) {
        return IntStream.range(0, count).mapToObj(i -> PublicKey.ofHex(G)).toList();
    }
}
