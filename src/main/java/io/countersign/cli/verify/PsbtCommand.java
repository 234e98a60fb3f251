package io.countersign.cli.verify;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.crypto.verify.VerifiedSignature;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells what a PSBT would do. */
@NullUnmarked
@Command(
        name = "psbt",
        description = "Tells in words what a PSBT would spend and pay, checked against the descriptor that you pinned.",
        mixinStandardHelpOptions = true)
final class PsbtCommand extends Verification {

    private static final Bytes MAGIC = Bytes.ofHex("70736274ff");

    @Mixin
    private PinOptions pinned;

    @Option(
            names = "--proposal",
            paramLabel = "FILE",
            description = "The proposal as GET /v1/proposals/{id} shows it, to be compared with the PSBT.")
    private Path proposal;

    @Parameters(paramLabel = "FILE", description = "The PSBT, in bytes or base64.")
    private Path file;

    @Override
    void verify(Report report) {
        Pin pin = pinned.pin();
        Psbt psbt = read(Texts.bytes(file));
        new SpendReader(report, pin, new OwnScripts(pin)).read(psbt).ifPresent(spend -> tell(report, spend));
    }

    private void tell(Report report, ReadSpend spend) {
        SpendWords.tell(report, spend);
        if (SignatureCheck.isJudged(spend)) {
            List<VerifiedSignature> signatures = SignatureCheck.run(report, spend, spend.psbt());
            report.right(
                    "signatures",
                    "%d cosigners have signed it so far."
                            .formatted(SignatureCheck.whole(spend, signatures).size()));
        }
        if (proposal != null) {
            Shown shown = Texts.json(proposal);
            report.attempt(
                    ProposalCheck.PROPOSAL,
                    () -> new ProposalCheck(report, spend, shown, shown.text("spendPath")).checkTerms());
        }
    }

    private static Psbt read(Bytes content) {
        return content.startsWith(MAGIC)
                ? PsbtReader.read(content)
                : PsbtReader.readText(new String(content.toArray(), StandardCharsets.US_ASCII).strip());
    }
}
