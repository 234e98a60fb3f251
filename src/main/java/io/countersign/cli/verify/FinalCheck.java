package io.countersign.cli.verify;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.finalize.SpendCheck;
import io.countersign.crypto.tx.Transaction;
import java.util.List;

/** The final transaction as a server shows it: the proposed one, whose scripts an independent interpreter accepts. */
final class FinalCheck {

    private static final String TRANSACTION = "transaction";

    private FinalCheck() {}

    static Transaction run(Report report, ReadSpend spend, Shown shown) {
        Transaction transaction = Transaction.parse(Bytes.ofHex(shown.text("hex")));
        report.require(
                transaction
                        .unsigned()
                        .serializeWithoutWitness()
                        .equals(spend.unsigned().serializeWithoutWitness()),
                TRANSACTION,
                "The final transaction is another than the proposed one.");
        report.requireSame(transaction.txid().toHex(), shown.text("txid"), TRANSACTION, "The transaction's id");
        report.requireSame(transaction.wtxid().toHex(), shown.text("wtxid"), TRANSACTION, "Its id with witnesses");
        report.requireSame((long) transaction.virtualSize(), shown.number("virtualSize"), TRANSACTION, "Its size");
        if (transaction.inputs().size() == spend.coins().size()) {
            SpendCheck.run(
                            transaction,
                            spend.coins().stream().map(ReadSpend.Coin::output).toList())
                    .ifPresent(failure -> report.wrong(
                            TRANSACTION,
                            "Input %d of the final transaction can't be spent so: %s"
                                    .formatted(failure.inputIndex(), failure.detail())));
        }
        return transaction;
    }

    static List<String> states() {
        return List.of("finalized", "broadcast", "confirmed", "conflicted", "replaced", "failed");
    }
}
