package io.countersign.crypto.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.crypto.bytes.ByteWriter;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.crypto.descriptor.ScriptKind;
import io.countersign.crypto.key.CosignerKey;
import io.countersign.crypto.script.Address;
import io.countersign.crypto.script.Threshold;
import io.countersign.crypto.tx.Network;
import io.countersign.testing.BdkAddresses;
import io.countersign.testing.Cosigner;
import io.countersign.testing.Runs;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The addresses of wallets of every size, asked of rust-miniscript as well. */
class BdkAddressesTest {

    /** With six addresses each: 10,200. */
    private static final int WALLETS = Runs.of(1_700);

    private static final List<Network> NETWORKS = List.of(Network.MAINNET, Network.SIGNET, Network.REGTEST);

    static IntStream wallets() {
        return IntStream.range(0, WALLETS);
    }

    /** Six addresses of each wallet; its number seeds all that is random in it. */
    @ParameterizedTest
    @MethodSource("wallets")
    void agreesOnAddresses(int number) throws Exception {
        Random random = new Random(number);
        Network network = NETWORKS.get(number % NETWORKS.size());
        Descriptor descriptor = wallet(random, network);
        try (BdkAddresses theirs = BdkAddresses.of(descriptor.text(), network)) {
            for (int branch = 0; branch <= 1; branch++) {
                for (int index : new int[] {0, random.nextInt(1000), random.nextInt(Integer.MAX_VALUE)}) {
                    Address ours = Address.ofScript(
                                    descriptor.derive(branch, index).scriptPubKey(), network)
                            .orElseThrow();
                    assertThat(ours.text()).isEqualTo(theirs.address(branch, index));
                }
            }
        }
    }

    private static Descriptor wallet(Random random, Network network) {
        ScriptKind kind = ScriptKind.values()[random.nextInt(3)];
        int total = 1 + random.nextInt(kind.maxKeys());
        List<CosignerKey> keys = IntStream.range(0, total)
                .mapToObj(i -> seed(random).accountKey("48h/%dh/%dh/2h".formatted(network.coinType(), i), network))
                .toList();
        return Descriptor.of(kind, random.nextBoolean(), Threshold.of(1 + random.nextInt(total), total), keys);
    }

    private static Cosigner seed(Random random) {
        Bytes number = new ByteWriter().writeInt64(random.nextLong()).toBytes();
        return Cosigner.ofSeed(Hashes.sha256(number).bytes());
    }
}
