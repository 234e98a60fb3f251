package io.countersign.cli.verify;

import io.countersign.cli.verify.ReadSpend.Payment;

/** A spend in words: what would be signed. */
final class SpendWords {

    private SpendWords() {}

    static void tell(Report report, ReadSpend spend) {
        report.right(
                SpendReader.PSBT,
                "It spends %d coins of the wallet, %d sat in all. The transaction is %s."
                        .formatted(
                                spend.coins().size(),
                                spend.spentSat(),
                                spend.unsigned().txid()));
        spend.payments().forEach(payment -> report.right(SpendReader.PSBT, words(payment)));
        report.right(
                SpendReader.PSBT,
                "The fee is %d sat, %.2f %% of what is spent."
                        .formatted(
                                spend.feeSat(),
                                spend.spentSat() == 0 ? 0.0 : 100.0 * spend.feeSat() / spend.spentSat()));
    }

    private static String words(Payment payment) {
        long amount = payment.output().amountSat();
        String address = payment.address().orElse("a script without an address");
        if (payment.isChange()) {
            return "%d sat come back to the wallet as change, to %s.".formatted(amount, address);
        }
        return payment.isOwn()
                ? "%d sat are paid to the wallet's own address %s.".formatted(amount, address)
                : "%d sat are paid to %s.".formatted(amount, address);
    }
}
