package io.countersign.crypto.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.crypto.MalformedException;
import io.countersign.crypto.descriptor.expression.OutputExpression;
import io.countersign.crypto.script.Address;
import io.countersign.crypto.tx.Network;
import io.countersign.testing.VectorCase;
import io.countersign.testing.Vectors;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("BIP388: descriptor templates")
class Bip388VectorTest {

    /** Relative locks of which consensus ignores a part: the device refuses them, and so do we. */
    private static final Pattern LOOSE_LOCK = Pattern.compile("older\\((65536|4194304|4259840)\\)");

    static Stream<VectorCase> valid() {
        return Vectors.cases("bip388.json").filter(VectorCase::valid);
    }

    static Stream<VectorCase> invalid() {
        return Vectors.cases("bip388.json")
                .filter(vector -> !vector.valid() && (!isOfLedgerAlone(vector) || hasLooseLock(vector)));
    }

    /** Limits of one device's firmware: BIP388 allows these templates, and most are no wallet's. */
    static Stream<VectorCase> refusedByLedgerAlone() {
        return Vectors.cases("bip388.json")
                .filter(vector -> !vector.valid() && isOfLedgerAlone(vector) && !hasLooseLock(vector));
    }

    private static boolean isOfLedgerAlone(VectorCase vector) {
        return vector.expected("rule").equals("ledger");
    }

    private static boolean hasLooseLock(VectorCase vector) {
        return LOOSE_LOCK.matcher(vector.input("template")).find();
    }

    @ParameterizedTest
    @MethodSource("valid")
    void becomesTheDescriptor(VectorCase vector) {
        Bip388Template template = Bip388Template.parse(vector.input("template"));
        List<String> keys = keys(vector);

        assertThat(template.keyCount()).isEqualTo(keys.size());
        assertThat(template.descriptor(keys)).isEqualTo(vector.expected("descriptor"));
    }

    @ParameterizedTest
    @MethodSource("valid")
    void meansTheScripts(VectorCase vector) {
        OutputExpression expression = expression(vector);

        for (JsonNode script : vector.expected().path("scripts")) {
            assertThat(expression
                            .scriptPubKey(
                                    script.get("branch").asInt(),
                                    script.get("index").asLong())
                            .toHex())
                    .isEqualTo(script.get("script_pubkey").asText());
        }
        for (JsonNode address : vector.expected().path("addresses")) {
            assertThat(Address.ofScript(
                                    expression.scriptPubKey(
                                            address.get("branch").asInt(),
                                            address.get("index").asLong()),
                                    network(vector))
                            .map(Address::text))
                    .contains(address.get("address").asText());
        }
    }

    /** {@code <0;1>} and {@code **} mean the same and are written as the second, and keys with {@code h}. */
    @ParameterizedTest
    @MethodSource("valid")
    void isFoundAgainInTheDescriptor(VectorCase vector) {
        Bip388Template.Filled found = Bip388Template.of(expression(vector));

        assertThat(found.template().text()).isEqualTo(vector.input("template").replace("/<0;1>/*", "/**"));
        assertThat(found.keys())
                .isEqualTo(
                        keys(vector).stream().map(key -> key.replace('\'', 'h')).toList());
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void refusesWhatIsInvalid(VectorCase vector) {
        assertThatThrownBy(() -> {
                    Bip388Template template = Bip388Template.parse(vector.input("template"));
                    template.expression(keys(vector), network(vector));
                })
                .isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @MethodSource("refusedByLedgerAlone")
    void takesWhatOneDeviceAloneRefuses(VectorCase vector) {
        assertThat(expression(vector).branches()).isEqualTo(2);
    }

    private static OutputExpression expression(VectorCase vector) {
        return Bip388Template.parse(vector.input("template")).expression(keys(vector), network(vector));
    }

    private static List<String> keys(VectorCase vector) {
        JsonNode keys = vector.input().path("keys");
        return IntStream.range(0, keys.size())
                .mapToObj(i -> keys.get(i).asText())
                .toList();
    }

    private static Network network(VectorCase vector) {
        return vector.input().path("network").asText("main").equals("main") ? Network.MAINNET : Network.TESTNET4;
    }
}
