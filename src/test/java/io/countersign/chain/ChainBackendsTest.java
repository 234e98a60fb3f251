package io.countersign.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.chain.core.CoreChain;
import io.countersign.crypto.tx.Network;
import io.countersign.platform.config.StartRefusedException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.mutiny.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChainBackendsTest {

    private static final String NODE = "http://127.0.0.1:8332";

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.closeAndAwait();
    }

    @ParameterizedTest
    @ValueSource(strings = {"esplora", "electrum"})
    void refusesTheStartWithABackendThatIsNotBuiltYet(String backend) {
        assertRefused(Map.of("backend", backend), backend + " is not built yet");
    }

    @Test
    void refusesTheStartWithAnUnknownBackend() {
        assertRefused(Map.of("backend", "bitcoind"), "countersign.chain.backend is development, bitcoin-core,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mainnet", "testnet3", "testnet4", "signet"})
    void refusesTheStartOfTheDevelopmentChainOnAnotherNetwork(String network) {
        assertRefused(Map.of("network", network), "The development chain is regtest only");
    }

    @Test
    void refusesTheStartOnAnUnknownNetwork() {
        assertRefused(Map.of("network", "main"), "countersign.chain.network: The network is one of");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:8332", "127.0.0.1", "http://user:secret@127.0.0.1:8332"})
    void refusesTheStartWithANodeThatCannotBeReachedSo(String url) {
        assertRefused(core(Map.of("bitcoin-core.url", url, "bitcoin-core.cookie-file", "/c")), "http or https URL");
    }

    @Test
    void refusesTheStartWithoutANode() {
        assertRefused(core(Map.of("bitcoin-core.user", "u", "bitcoin-core.password", "p")), "bitcoin-core.url");
    }

    @ParameterizedTest
    @CsvSource({"false,false,false", "true,false,false", "false,true,false", "true,true,true", "true,false,true"})
    void refusesTheStartWithTooFewOrTooManyCredentials(boolean user, boolean password, boolean cookie) {
        Map<String, String> settings = new HashMap<>(Map.of("bitcoin-core.url", NODE));
        if (user) {
            settings.put("bitcoin-core.user", "u");
        }
        if (password) {
            settings.put("bitcoin-core.password", "p");
        }
        if (cookie) {
            settings.put("bitcoin-core.cookie-file", "/c");
        }

        assertRefused(core(settings), "either countersign.chain.bitcoin-core.user and");
    }

    @Test
    void startsWithANodeThatNeedNotBeThere() {
        ChainBackend backend = choose(core(Map.of(
                "network",
                "signet",
                "bitcoin-core.url",
                NODE,
                "bitcoin-core.user",
                "u",
                "bitcoin-core.password",
                "p")));

        assertThat(backend.name()).isEqualTo(CoreChain.NAME);
        assertThat(backend.network()).isEqualTo(Network.SIGNET);
    }

    @Test
    void hasTheContractsDefaults() {
        ChainConfig config = config(Map.of());

        assertThat(config.backend()).isEqualTo("development");
        assertThat(config.network()).isEqualTo("regtest");
        assertThat(config.confirmations()).isEqualTo(6);
        assertThat(config.pollInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.bitcoinCore().url()).isEmpty();
    }

    private void assertRefused(Map<String, String> settings, String words) {
        assertThatThrownBy(() -> choose(settings))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining(words)
                .hasMessageNotContaining("secret");
    }

    private ChainBackend choose(Map<String, String> settings) {
        return new ChainBackends(config(settings), null, vertx).backend();
    }

    private static Map<String, String> core(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("backend", CoreChain.NAME);
        return all;
    }

    private static ChainConfig config(Map<String, String> settings) {
        Map<String, String> named = new HashMap<>();
        settings.forEach((name, value) -> named.put("countersign.chain." + name, value));
        return new SmallRyeConfigBuilder()
                .withMapping(ChainConfig.class)
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(named, "test", 100))
                .build()
                .getConfigMapping(ChainConfig.class);
    }
}
