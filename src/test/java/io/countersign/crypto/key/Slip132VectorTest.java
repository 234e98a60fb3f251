package io.countersign.crypto.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.script.Address;
import io.countersign.crypto.script.OutputScript;
import io.countersign.crypto.tx.Network;
import io.countersign.testing.VectorCase;
import io.countersign.testing.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Slip132VectorTest {

    static Stream<VectorCase> versions() {
        return operation("version");
    }

    static Stream<VectorCase> conversions() {
        return operation("convert");
    }

    static Stream<VectorCase> addresses() {
        return operation("address");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void knowsThePublicVersionsOnly(VectorCase vector) {
        var version = KeyVersion.find(Bytes.ofHex(vector.input("version")));

        if (vector.expected("kind").equals("private")) {
            assertThat(version).isEmpty();
        } else {
            assertThat(version.orElseThrow().isMain())
                    .isEqualTo(vector.expected("network").equals("main"));
            assertThat(version.orElseThrow().hint()).isEqualTo(hint(vector));
            assertThat(KeyVersion.plain(version.orElseThrow().isMain()).bytes())
                    .isEqualTo(Bytes.ofHex(vector.expected("standard_version")));
        }
    }

    @ParameterizedTest
    @MethodSource("conversions")
    void turnsPublicKeysIntoPlainOnesAndRefusesAllOthers(VectorCase vector) {
        String text = vector.input("key");
        if (!vector.valid() || vector.expected("kind").equals("private")) {
            assertThatThrownBy(() -> Slip132Key.parse(text))
                    .isInstanceOf(MalformedException.class)
                    .hasMessageNotContaining(text.substring(0, 8));
            return;
        }

        Slip132Key key = Slip132Key.parse(text);

        assertThat(key.key()).hasToString(vector.expected("standard_key"));
        assertThat(key.hint()).isEqualTo(hint(vector));
        assertThat(ExtendedPublicKey.parse(vector.expected("standard_key"))).isEqualTo(key.key());
        if (key.hint() != ScriptHint.NONE) {
            assertThatThrownBy(() -> ExtendedPublicKey.parse(text)).hasMessageContaining("SLIP132");
        }
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void hintsAtTheAddressesOfTheKey(VectorCase vector) {
        Slip132Key key = Slip132Key.parse(vector.input("key"));
        PublicKey child = key.key()
                .derive(DerivationPath.parse(vector.input("path_below_key")))
                .publicKey();
        Bytes segwit = OutputScript.p2wpkh(child);

        Bytes script =
                switch (key.hint()) {
                    case NONE -> OutputScript.p2pkh(child);
                    case P2SH_P2WPKH -> OutputScript.p2sh(segwit);
                    case P2WPKH -> segwit;
                    case P2SH_P2WSH, P2WSH -> throw new AssertionError("a multisig key has no address of its own");
                };

        assertThat(Address.ofScript(script, Network.MAINNET)).map(Address::text).contains(vector.expected("address"));
    }

    private static ScriptHint hint(VectorCase vector) {
        return switch (vector.expected("script_type")) {
            case "p2pkh-or-p2sh" -> ScriptHint.NONE;
            case "p2sh-p2wpkh" -> ScriptHint.P2SH_P2WPKH;
            case "p2wpkh" -> ScriptHint.P2WPKH;
            case "p2sh-p2wsh-multisig" -> ScriptHint.P2SH_P2WSH;
            case "p2wsh-multisig" -> ScriptHint.P2WSH;
            default -> throw new AssertionError(vector.expected("script_type"));
        };
    }

    private static Stream<VectorCase> operation(String name) {
        return Vectors.cases("slip132.json")
                .filter(vector -> vector.input("operation").equals(name));
    }
}
