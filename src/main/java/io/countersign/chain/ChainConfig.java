package io.countersign.chain;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Which chain the server follows, and through what. */
@ConfigMapping(prefix = "countersign.chain")
public interface ChainConfig {

    /** {@code development}, {@code bitcoin-core}, {@code esplora} or {@code electrum}. */
    @WithDefault("development")
    String backend();

    /** {@code regtest}, {@code mainnet}, {@code testnet3}, {@code testnet4} or {@code signet}. */
    @WithDefault("regtest")
    String network();

    /** From this depth on a transaction is confirmed. */
    @WithDefault("6")
    @Min(1)
    @Max(1000)
    int confirmations();

    /** How often the chain is looked at. */
    @WithDefault("5s")
    Duration pollInterval();

    BitcoinCore bitcoinCore();

    Esplora esplora();

    Electrum electrum();

    /** Bitcoin Core's JSON-RPC. Either user and password, or the cookie file that the node writes at its start. */
    interface BitcoinCore {

        Optional<URI> url();

        Optional<String> user();

        Optional<String> password();

        Optional<Path> cookieFile();
    }

    /** An Esplora HTTP server. */
    interface Esplora {

        Optional<URI> url();
    }

    /** An Electrum protocol server; {@code tcp://} or {@code ssl://}. */
    interface Electrum {

        Optional<URI> url();
    }
}
