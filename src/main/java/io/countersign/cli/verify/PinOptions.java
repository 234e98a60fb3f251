package io.countersign.cli.verify;

import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;
import picocli.CommandLine.Option;

/** How a pinned descriptor is named on the command line. */
@NullUnmarked
final class PinOptions {

    @Option(
            names = "--descriptor",
            required = true,
            paramLabel = "FILE",
            description = "The wallet's descriptor that you pinned, with its checksum.")
    private Path descriptor;

    @Option(
            names = "--network",
            paramLabel = "NETWORK",
            description = "mainnet, testnet3, testnet4, signet or regtest; mainnet where the keys are xpubs.")
    private String network;

    Pin pin() {
        return Pin.parse(Texts.read(descriptor).strip(), network);
    }
}
