package io.countersign.cli.verify;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a whole log. */
@NullUnmarked
@Command(
        name = "log",
        description = "Checks an exported log, entry by entry, against the checkpoints and receipts that you hold.",
        mixinStandardHelpOptions = true)
final class LogCommand extends Verification {

    @Mixin
    private LogKeyOptions logKeys;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "A checkpoint that you hold; may be given several times.")
    private List<Path> checkpoints;

    @Option(
            names = "--receipt",
            paramLabel = "FILE",
            description = "A receipt that you hold, as JSON; may be given several times.")
    private List<Path> receipts;

    @Parameters(paramLabel = "FILE", description = "The export: JSON lines, with leaves or hashes alone.")
    private Path file;

    @Override
    void verify(Report report) {
        List<String> heldCheckpoints =
                orNone(checkpoints).stream().map(Texts::read).toList();
        List<Shown> heldReceipts = orNone(receipts).stream().map(Texts::json).toList();
        new LogVerification(report).run(file, logKeys.keys(), heldCheckpoints, heldReceipts);
    }

    private static List<Path> orNone(List<Path> files) {
        return files == null ? List.of() : files;
    }
}
