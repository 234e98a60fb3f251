package io.countersign.cli.verify;

import io.countersign.crypto.merkle.Checkpoint;
import io.countersign.crypto.merkle.Receipt;
import io.countersign.crypto.merkle.VerifierKey;
import java.util.List;

/** A receipt: that the log signed it, and that it is kept. */
final class ReceiptCheck {

    private ReceiptCheck() {}

    /** The receipt that its note signs, if it is what the receipt says beside it. */
    static Receipt open(Shown shown, List<VerifierKey> keys) {
        Receipt receipt =
                Receipt.parse(LogCheck.opened(shown.text("note"), keys).text());
        if (keys.stream().noneMatch(key -> key.name().equals(receipt.origin()))) {
            throw new ShownException("The receipt is of another log: " + receipt.origin());
        }
        if (!receipt.entry().toHex().equals(shown.text("entry"))
                || !receipt.time().equals(shown.text("time"))) {
            throw new ShownException("The receipt's note was signed for another entry or time.");
        }
        return receipt;
    }

    /** A proof as {@code GET /v1/log/proofs/inclusion} answers it, with its checkpoint. */
    static void prove(Report report, Receipt receipt, Shown proof, List<VerifierKey> keys) {
        Checkpoint checkpoint = LogCheck.open(proof.text("checkpoint"), keys);
        boolean isProven = proof.hash("entry").equals(receipt.entry())
                && proof.number("size") == checkpoint.size()
                && LogClient.inclusion(proof).proves(receipt.entry(), checkpoint.rootHash());
        if (isProven) {
            report.right(
                    LogCheck.RECEIPT,
                    "The entry promised at %s stands in the log at index %d."
                            .formatted(receipt.time(), proof.number("index")));
        } else {
            report.wrong(
                    LogCheck.RECEIPT,
                    "The proof does not show that the entry promised at %s stands in the log."
                            .formatted(receipt.time()));
        }
    }
}
