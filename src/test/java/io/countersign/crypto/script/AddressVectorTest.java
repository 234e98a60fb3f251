package io.countersign.crypto.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.Network;
import io.countersign.testing.VectorCase;
import io.countersign.testing.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.bitcoinj.base.Bech32;
import org.bitcoinj.base.exceptions.AddressFormatException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** BIP173, BIP350 and Bitcoin Core's own address vectors. */
class AddressVectorTest {

    static Stream<VectorCase> strings() {
        return Vectors.cases("addresses.json").filter(AddressVectorTest::isString);
    }

    static Stream<VectorCase> segwitAddresses() {
        return Vectors.cases("addresses.json").filter(vector -> !isString(vector));
    }

    static Stream<VectorCase> coreValid() {
        return Vectors.cases("core_key_io_valid.json");
    }

    static Stream<VectorCase> coreInvalid() {
        return Vectors.cases("core_key_io_invalid.json");
    }

    /** Bech32 text itself is bitcoinj's work: these say that it can be relied on. */
    @ParameterizedTest
    @MethodSource("strings")
    void readsBech32TextAsTheStandardsHaveIt(VectorCase vector) {
        assertThat(isBech32(text(vector), vector.input("spec"))).isEqualTo(vector.valid());
        assertThat(Bech32Address.parse(text(vector))
                        .filter(address -> address.prefix().equals("bc")))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("segwitAddresses")
    void readsSegwitAddressesUnderTheRulesOfBip350(VectorCase vector) {
        String text = text(vector);
        Network network = text.toLowerCase(Locale.ROOT).startsWith("tb1") ? Network.TESTNET4 : Network.MAINNET;
        boolean valid = vector.input("rules").equals("bip350")
                ? vector.valid()
                : vector.expected("under_bip350").equals("valid");
        if (!valid) {
            assertThatThrownBy(() -> Address.parse(text, network)).isInstanceOf(MalformedException.class);
            return;
        }

        Address address = Address.parse(text, network);

        assertThat(address.scriptPubKey()).isEqualTo(Bytes.ofHex(vector.expected("script_pubkey")));
        assertThat(address.text()).isEqualTo(text.toLowerCase(Locale.ROOT));
        assertThat(Address.ofScript(address.scriptPubKey(), network)).contains(address);
        assertThatThrownBy(() -> Address.parse(text, Network.REGTEST)).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @MethodSource("coreValid")
    void readsCoresAddressesOfTheirOwnNetworkOnly(VectorCase vector) {
        String text = vector.input("text");
        Network network = Network.parse(vector.input("chain").replace("main", "mainnet"));
        if (vector.input("kind").equals("private-key")) {
            assertThatThrownBy(() -> Address.parse(text, network)).isInstanceOf(MalformedException.class);
            return;
        }

        Address address = Address.parse(text, network);

        assertThat(address.scriptPubKey()).isEqualTo(Bytes.ofHex(vector.expected("payload")));
        assertThat(Address.ofScript(address.scriptPubKey(), network)).contains(address);
        assertThat(address.text())
                .isEqualTo(
                        text.toLowerCase(Locale.ROOT).startsWith(network.bech32Prefix() + "1")
                                ? text.toLowerCase(Locale.ROOT)
                                : text);
        if (vector.input().path("case_flip").asBoolean()) {
            assertThat(Address.parse(text.toUpperCase(Locale.ROOT), network)).isEqualTo(address);
        }
        Network foreign = network.isMain() ? Network.REGTEST : Network.MAINNET;
        assertThatThrownBy(() -> Address.parse(text, foreign))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining(foreign.word());
    }

    @ParameterizedTest
    @MethodSource("coreInvalid")
    void refusesOnEveryNetworkWhatCoreRefuses(VectorCase vector) {
        assertThat(Arrays.stream(Network.values()))
                .allSatisfy(network -> assertThatThrownBy(() -> Address.parse(vector.input("text"), network))
                        .isInstanceOf(MalformedException.class));
    }

    @ParameterizedTest
    @EnumSource
    void knowsThePayToAnchorAddress(Network network) {
        Address anchor = Address.ofScript(Bytes.ofHex("51024e73"), network).orElseThrow();

        assertThat(Address.parse(anchor.text(), network)).isEqualTo(anchor);
    }

    private static boolean isString(VectorCase vector) {
        return vector.input("operation").equals("string");
    }

    private static boolean isBech32(String text, String spec) {
        try {
            return Bech32.decode(text).encoding.name().equalsIgnoreCase(spec);
        } catch (AddressFormatException e) {
            return false;
        }
    }

    private static String text(VectorCase vector) {
        return vector.input().has("text")
                ? vector.input("text")
                : new String(Bytes.ofHex(vector.input("text_hex")).toArray(), StandardCharsets.ISO_8859_1);
    }
}
