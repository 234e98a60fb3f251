package io.countersign.cli.verify;

import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.NullUnmarked;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The verifier. Alone, with {@code --server}, it is the client that believes nothing; its commands need no server at all. */
@NullUnmarked
@Command(
        name = "verify",
        description = "Checks what a server shows against what you hold, and trusts the server in nothing.",
        footer = "Exit codes: 0 all is right, 1 something is wrong, 2 wrong usage, 3 could not be judged.",
        mixinStandardHelpOptions = true,
        subcommands = {
            WalletCommand.class,
            PsbtCommand.class,
            ReceiptCommand.class,
            CheckpointCommand.class,
            LogCommand.class
        })
public final class VerifyCommand extends Verification {

    @Option(names = "--server", paramLabel = "URL", description = "The server to be checked.")
    private String server;

    @Option(names = "--wallet", paramLabel = "ID", description = "The wallet's id there.")
    private String wallet;

    @Option(
            names = "--holdings",
            paramLabel = "FOLDER",
            description = "What you hold: descriptor, network, log-key, checkpoint, login-keys, receipts/*.json.")
    private Path holdings;

    @Option(names = "--token-file", paramLabel = "FILE", description = "A file with an access token of your account.")
    private Path tokenFile;

    /** The verifier without the rest of the jar. */
    public static void main(String... args) {
        System.exit(new CommandLine(new VerifyCommand()).execute(args));
    }

    @Override
    void verify(Report report) {
        if (server == null || wallet == null || holdings == null) {
            throw new ParameterException(
                    spec().commandLine(), "Name a command, or give --server, --wallet and --holdings.");
        }
        Holdings held = new Holdings(holdings);
        Pin pin = Pin.parse(held.descriptor(), held.network().orElse(null));
        String token = tokenFile == null ? null : Texts.read(tokenFile).strip();
        new ServerCheck(report, new ServerAccess(server, token), held, pin, Clock.systemUTC()).run(wallet);
    }
}
