package io.countersign.chain.core;

import io.countersign.chain.ChainConfig;
import io.countersign.crypto.tx.Network;
import io.countersign.platform.config.StartRefusedException;
import io.vertx.mutiny.core.Vertx;
import java.net.URI;
import java.time.Duration;

/** Makes the backend out of its settings, or says which one is missing or wrong. */
public final class CoreSettings {

    private static final String PREFIX = "countersign.chain.bitcoin-core.";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private CoreSettings() {}

    /** @throws StartRefusedException where the node can't be reached by these settings, whatever its state */
    public static CoreChain open(Vertx vertx, ChainConfig.BitcoinCore settings, Network network) {
        URI url = settings.url()
                .orElseThrow(() -> new StartRefusedException(
                        "The backend bitcoin-core needs %surl, such as http://127.0.0.1:8332.".formatted(PREFIX)));
        requireHttp(url);
        return new CoreChain(new CoreRpc(vertx, url, credentials(vertx, settings), PATIENCE), network);
    }

    private static void requireHttp(URI url) {
        boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!isHttp || url.getHost() == null || url.getUserInfo() != null) {
            throw new StartRefusedException(
                    "%surl is an http or https URL with a host and without a user; those have settings of their own."
                            .formatted(PREFIX));
        }
    }

    private static Credentials credentials(Vertx vertx, ChainConfig.BitcoinCore settings) {
        boolean hasBoth = settings.user().isPresent() && settings.password().isPresent();
        boolean hasOne = settings.user().isPresent() || settings.password().isPresent();
        if (hasOne != hasBoth || hasBoth == settings.cookieFile().isPresent()) {
            throw new StartRefusedException(
                    "The backend bitcoin-core needs either %1$suser and %1$spassword, or %1$scookie-file."
                            .formatted(PREFIX));
        }
        return settings.cookieFile()
                .map(file -> Credentials.ofCookieFile(vertx, file))
                .orElseGet(() -> Credentials.of(
                        vertx,
                        settings.user().orElseThrow(),
                        settings.password().orElseThrow()));
    }
}
