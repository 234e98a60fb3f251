package io.countersign.chain;

import io.countersign.chain.core.CoreChain;
import io.countersign.chain.core.CoreSettings;
import io.countersign.chain.dev.DevelopmentChain;
import io.countersign.crypto.MalformedException;
import io.countersign.crypto.tx.Network;
import io.countersign.platform.config.StartRefusedException;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Picks the backend at the start, by the settings. One that can't serve refuses the start; a node that is down does not. */
@Singleton
public class ChainBackends {

    private final ChainBackend chosen;

    ChainBackends(ChainConfig config, Instance<DevelopmentChain> development, Vertx vertx) {
        this.chosen = choose(config, development, vertx);
    }

    /** Looks at the settings when the server starts, not when the first request comes. */
    void start(@Observes StartupEvent event) {}

    @Produces
    @Singleton
    ChainBackend backend() {
        return chosen;
    }

    private static ChainBackend choose(ChainConfig config, Instance<DevelopmentChain> development, Vertx vertx) {
        Network network = network(config);
        return switch (config.backend()) {
            case DevelopmentChain.NAME -> development(network, development);
            case CoreChain.NAME -> CoreSettings.open(vertx, config.bitcoinCore(), network);
            case "esplora", "electrum" ->
                throw new StartRefusedException("countersign.chain.backend: %s is not built yet; use %s or %s."
                        .formatted(config.backend(), DevelopmentChain.NAME, CoreChain.NAME));
            default ->
                throw new StartRefusedException("countersign.chain.backend is %s, %s, esplora or electrum."
                        .formatted(DevelopmentChain.NAME, CoreChain.NAME));
        };
    }

    private static ChainBackend development(Network network, Instance<DevelopmentChain> development) {
        if (network != Network.REGTEST) {
            throw new StartRefusedException(
                    "The development chain is regtest only: for countersign.chain.network=%s set countersign.chain.backend=%s."
                            .formatted(network.word(), CoreChain.NAME));
        }
        return development.get();
    }

    /** The one network that this server serves. */
    @Produces
    @Singleton
    static Network network(ChainConfig config) {
        try {
            return Network.parse(config.network());
        } catch (MalformedException e) {
            throw new StartRefusedException("countersign.chain.network: " + e.getMessage(), e);
        }
    }
}
