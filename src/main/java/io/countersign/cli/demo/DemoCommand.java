package io.countersign.cli.demo;

import io.countersign.cli.demo.TwoOfThreeSpend.Outcome;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.platform.config.ServerConfig;
import io.countersign.platform.time.Randomness;
import io.countersign.platform.time.Sources;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Plays a whole spend, against a server that runs already or against one of its own. */
@Command(
        name = "demo",
        description = {
            "Plays a whole 2-of-3 spend on the development chain with three software signers.",
            "Without --server it starts a server of its own, whose data vanish with it."
        },
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

    private final Randomness randomness = Sources.randomness();
    private final Narrator narrator = new Narrator(System.out);

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "A running server, which keeps the accounts and the wallet of the demo.")
    private @Nullable URI server;

    @Option(
            names = "--code",
            paramLabel = "CODE",
            description = "An invitation for an operator; the first one, out of the data directory, where not given.")
    private @Nullable String code;

    @Option(names = "--fixed-seeds", description = "Seeds of 32 bytes of 01, 02 and 03 instead of random ones.")
    private boolean fixedSeeds;

    @Override
    public Integer call() {
        narrator.say("Countersign's demo: three people, one wallet, two signatures.");
        if (server != null) {
            playAt(server);
        } else if (code != null) {
            throw new DemoFailedException(
                    "--code stands beside --server: the demo's own server has a code of its own.");
        } else {
            playAtOwn();
        }
        return ExitCode.OK;
    }

    private void playAtOwn() {
        narrator.say("Starting a server of its own; this takes a few seconds ...");
        try (TemporaryServer own = TemporaryServer.start(randomness)) {
            narrator.say("It answers at %s.".formatted(own.uri()));
            Outcome outcome = play(own.uri(), own.firstInvitation());
            narrator.say("");
            narrator.say("The demo's server stops now, and its data are deleted.");
            tellEnd(outcome);
        }
    }

    private void playAt(URI running) {
        if (running.getHost() == null || !("http".equals(running.getScheme()) || "https".equals(running.getScheme()))) {
            throw new DemoFailedException("--server is a URL such as http://localhost:8080.");
        }
        Outcome outcome = play(running, code != null ? code : codeOfDataDirectory());
        narrator.say("");
        narrator.say("Olga's login key is gone with this demo. Come in as an operator yourself with the code %s"
                .formatted(outcome.inviteOperator()));
        tellEnd(outcome);
    }

    private void tellEnd(Outcome outcome) {
        narrator.say("Confirmed: " + outcome.txid());
    }

    private Outcome play(URI uri, String firstInvitation) {
        return new TwoOfThreeSpend(new ServerClient(uri, randomness), narrator, seeds()).play(firstInvitation);
    }

    private List<Bytes32> seeds() {
        return IntStream.rangeClosed(1, TwoOfThreeSpend.SEEDS)
                .mapToObj(number -> fixedSeeds
                        ? Bytes32.ofHex("%02x".formatted(number).repeat(Bytes32.SIZE))
                        : Bytes32.wrap(randomness.bytes(Bytes32.SIZE)))
                .toList();
    }

    private static String codeOfDataDirectory() {
        Path directory = ConfigProvider.getConfig()
                .getOptionalValue(ServerConfig.DATA_DIRECTORY, Path.class)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ServerConfig.DEFAULT_DATA_DIRECTORY));
        return FirstInvitation.read(directory)
                .orElseThrow(() -> new DemoFailedException(
                        """
                        There is no first invitation in %s. Name the server's data directory (%s), or give the code of \
                        an operator's invitation with --code."""
                                .formatted(directory, ServerConfig.DATA_DIRECTORY)));
    }
}
