package io.countersign.cli.verify;

import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Checks a wallet as a server shows it. */
@NullUnmarked
@Command(
        name = "wallet",
        description = "Checks a wallet, as GET /v1/wallets/{id} shows it, against the descriptor that you pinned.",
        mixinStandardHelpOptions = true)
final class WalletCommand extends Verification {

    @Mixin
    private PinOptions pinned;

    @Parameters(paramLabel = "FILE", description = "The wallet as JSON.")
    private Path wallet;

    @Override
    void verify(Report report) {
        Pin pin = pinned.pin();
        Shown shown = Texts.json(wallet);
        new WalletCheck(report, pin).run(shown);
        PersonalWord word = new PersonalWord(report, pin, java.util.Set.of());
        report.attempt(WalletCheck.WALLET, () -> word.checkConfirmations(shown));
    }
}
