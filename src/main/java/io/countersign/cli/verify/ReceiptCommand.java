package io.countersign.cli.verify;

import io.countersign.crypto.merkle.Receipt;
import io.countersign.crypto.merkle.VerifierKey;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a receipt. */
@NullUnmarked
@Command(
        name = "receipt",
        description = "Checks that the log signed a receipt and, with a proof, that its entry stands in the log.",
        mixinStandardHelpOptions = true)
final class ReceiptCommand extends Verification {

    @Mixin
    private LogKeyOptions logKeys;

    @Option(
            names = "--proof",
            paramLabel = "FILE",
            description = "The proof as GET /v1/log/proofs/inclusion answers it.")
    private Path proof;

    @Parameters(paramLabel = "FILE", description = "The receipt as JSON.")
    private Path file;

    @Override
    void verify(Report report) {
        List<VerifierKey> keys = logKeys.required();
        Receipt receipt = ReceiptCheck.open(Texts.json(file), keys);
        report.right(
                LogCheck.RECEIPT,
                "The log %s promised the entry %s at %s."
                        .formatted(receipt.origin(), receipt.entry().toHex(), receipt.time()));
        if (proof != null) {
            ReceiptCheck.prove(report, receipt, Texts.json(proof), keys);
        }
    }
}
