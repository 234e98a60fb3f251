package io.countersign.crypto.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.key.CosignerKey;
import io.countersign.crypto.key.DerivationPath;
import io.countersign.crypto.key.ExtendedPublicKey;
import io.countersign.crypto.key.KeyOrigin;
import io.countersign.crypto.script.Address;
import io.countersign.crypto.tx.Network;
import io.countersign.testing.VectorCase;
import io.countersign.testing.Vectors;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The checksums of BIP380, and wallets after BIP45, 48 and 87: their scripts and addresses. */
class DescriptorVectorTest {

    /** BIP45's cosigner index stands between key and branch: the same key is written with that step in its origin. */
    private static final Pattern BIP45_KEY = Pattern.compile("\\[([0-9a-f]{8})/45h](\\w+)/0/<0;1>/\\*");

    static Stream<VectorCase> checksums() {
        return Vectors.cases("bip380_checksums.json")
                .filter(vector -> vector.input().has("descriptor"));
    }

    static Stream<VectorCase> accounts() {
        return Vectors.cases("bip48_87.json")
                .filter(vector -> vector.input("operation").equals("multisig_account"));
    }

    @ParameterizedTest
    @MethodSource("checksums")
    void checksTheChecksum(VectorCase vector) {
        String text = vector.input("descriptor");
        if (!vector.valid()) {
            assertThatThrownBy(() -> DescriptorChecksum.strip(text)).isInstanceOf(MalformedException.class);
            assertThatThrownBy(() -> DescriptorChecksum.require(text)).isInstanceOf(MalformedException.class);
            return;
        }

        String body = DescriptorChecksum.strip(text);

        assertThat(DescriptorChecksum.append(body)).isEqualTo(body + "#" + vector.expected("checksum"));
        assertThat(DescriptorChecksum.require(DescriptorChecksum.append(body))).isEqualTo(body);
        if (!vector.expected().get("checksum_present").asBoolean()) {
            assertThatThrownBy(() -> DescriptorChecksum.require(text)).hasMessageContaining("no checksum");
        }
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void derivesTheAddressesOfMultisigAccounts(VectorCase vector) {
        Network network = network(vector);
        String text = vector.expected("descriptor");
        boolean isBip45 = vector.input("standard").equals("BIP45");
        if (isBip45) {
            assertThatThrownBy(() -> Descriptor.parse(text, network)).isInstanceOf(MalformedException.class);
        }

        Descriptor descriptor = Descriptor.parse(isBip45 ? withCosignerIndexInOrigin(text, network) : text, network);

        assertThat(isBip45 || descriptor.text().equals(text)).isTrue();
        for (JsonNode expected : vector.expected().get("addresses")) {
            DerivedScript script = descriptor.derive(
                    expected.get("branch").asInt(), expected.get("index").asLong());
            assertThat(script.multisigScript())
                    .isEqualTo(Bytes.ofHex(expected.get("multisig_script").asText()));
            assertThat(script.scriptPubKey())
                    .isEqualTo(Bytes.ofHex(expected.get("script_pubkey").asText()));
            assertThat(Address.ofScript(script.scriptPubKey(), network))
                    .map(Address::text)
                    .contains(expected.get("address").asText());
        }
    }

    private static String withCosignerIndexInOrigin(String text, Network network) {
        String body = DescriptorChecksum.require(text);
        return BIP45_KEY.matcher(body).replaceAll(match -> childOfPurposeKey(match, network) + "/<0;1>/*");
    }

    private static CosignerKey childOfPurposeKey(MatchResult match, Network network) {
        KeyOrigin purpose = KeyOrigin.parse("[" + match.group(1) + "/45h]");
        ExtendedPublicKey child = ExtendedPublicKey.parse(match.group(2)).derive(0);
        return new CosignerKey(purpose.plus(DerivationPath.of(0)), child).requireOn(network);
    }

    private static Network network(VectorCase vector) {
        return vector.input("network").equals("main") ? Network.MAINNET : Network.TESTNET4;
    }
}
