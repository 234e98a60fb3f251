package io.countersign.cli.verify;

import io.countersign.crypto.descriptor.DerivedScript;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxOutput;
import java.util.List;
import java.util.Optional;

/** What a PSBT would really do, read from its bytes and the pinned descriptor alone. */
record ReadSpend(Psbt psbt, List<Coin> coins, List<Payment> payments) {

    ReadSpend {
        coins = List.copyOf(coins);
        payments = List.copyOf(payments);
    }

    Transaction unsigned() {
        return psbt.unsignedTransaction();
    }

    long spentSat() {
        return coins.stream().mapToLong(coin -> coin.output().amountSat()).sum();
    }

    long feeSat() {
        return spentSat()
                - payments.stream()
                        .mapToLong(payment -> payment.output().amountSat())
                        .sum();
    }

    /** A coin that is spent, at its place in the wallet. */
    record Coin(TxOutput output, DerivedScript place) {}

    /** What is paid, and where that is a script of the wallet's own, its place. */
    record Payment(TxOutput output, Optional<DerivedScript> place, Optional<String> address) {

        boolean isChange() {
            return place.map(script -> script.branch() == 1).orElse(false);
        }

        boolean isOwn() {
            return place.isPresent();
        }
    }
}
