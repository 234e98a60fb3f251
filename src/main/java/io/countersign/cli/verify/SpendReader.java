package io.countersign.cli.verify;

import io.countersign.cli.verify.ReadSpend.Coin;
import io.countersign.cli.verify.ReadSpend.Payment;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.descriptor.DerivedScript;
import io.countersign.crypto.key.KeyOrigin;
import io.countersign.crypto.psbt.CoinCheck;
import io.countersign.crypto.psbt.KeyDerivation;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtEntry;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.TapDerivation;
import io.countersign.crypto.script.Address;
import io.countersign.crypto.tx.Satoshi;
import io.countersign.crypto.tx.TxOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a PSBT against the pinned descriptor. Whatever would make a device sign what nobody meant is named. */
final class SpendReader {

    static final String PSBT = "psbt";

    private final Report report;
    private final Pin pin;
    private final OwnScripts scripts;

    SpendReader(Report report, Pin pin, OwnScripts scripts) {
        this.report = report;
        this.pin = pin;
        this.scripts = scripts;
    }

    /** What it would do; empty where a coin is not proven to be the wallet's. */
    Optional<ReadSpend> read(Psbt psbt) {
        List<Coin> coins = new ArrayList<>();
        List<Payment> payments = new ArrayList<>();
        for (int i = 0; i < psbt.inputs().size(); i++) {
            coin(psbt, i).ifPresent(coins::add);
        }
        for (int i = 0; i < psbt.outputs().size(); i++) {
            payments.add(payment(psbt, i));
        }
        if (coins.size() < psbt.inputs().size()) {
            return Optional.empty();
        }
        ReadSpend spend = new ReadSpend(psbt, coins, payments);
        if (spend.feeSat() < 0) {
            report.wrong(PSBT, "It pays %d sat more than it spends.".formatted(-spend.feeSat()));
            return Optional.empty();
        }
        return Optional.of(spend);
    }

    private Optional<Coin> coin(Psbt psbt, int index) {
        PsbtInput input = psbt.inputs().get(index);
        CoinCheck check = CoinCheck.of(psbt, index);
        check.faults().forEach(fault -> report.wrong(PSBT, "Of input %d %s.".formatted(index, fault.sentence())));
        input.sighashType()
                .ifPresent(type -> report.require(
                        type.isAll(),
                        PSBT,
                        "Input %d asks for signatures of the type %s, which bind not all.".formatted(index, type)));
        if (!check.faults().isEmpty() || check.coin().isEmpty()) {
            return Optional.empty();
        }
        TxOutput coin = check.coin().get();
        Optional<DerivedScript> place = scripts.find(coin.script(), origins(input));
        if (place.isEmpty()) {
            report.wrong(PSBT, "Input %d spends a coin that is not the wallet's.".formatted(index));
        }
        place.ifPresent(derived -> checkScripts(index, input, derived));
        place.ifPresent(derived -> checkClaims("input " + index, input, derived));
        return place.map(
                derived -> new Coin(new TxOutput(Satoshi.of(coin.amountSat()).value(), coin.script()), derived));
    }

    private void checkScripts(int index, PsbtInput input, DerivedScript derived) {
        boolean isRight = same(input.redeemScript(), derived.redeemScript())
                && (derived.taproot().isPresent() || same(input.witnessScript(), derived.witnessScript()));
        report.require(isRight, PSBT, "Input %d carries a script that is not the wallet's.".formatted(index));
    }

    private static boolean same(Optional<Bytes> said, Optional<Bytes> derived) {
        return said.isEmpty() || said.equals(derived);
    }

    private Payment payment(Psbt psbt, int index) {
        TxOutput output = psbt.unsignedTransaction().outputs().get(index);
        PsbtEntry<?> entry = psbt.outputs().get(index);
        Optional<DerivedScript> place = scripts.find(output.script(), origins(entry));
        if (place.isPresent()) {
            checkClaims("output " + index, entry, place.get());
        } else if (origins(entry).stream().anyMatch(scripts::isOurs)) {
            report.wrong(
                    PSBT,
                    "Output %d names keys of the wallet as its own, and its script is not the wallet's: false change."
                            .formatted(index));
        }
        Optional<String> address =
                Address.ofScript(output.script(), pin.network()).map(Address::text);
        return new Payment(new TxOutput(Satoshi.of(output.amountSat()).value(), output.script()), place, address);
    }

    /** Key fields that name the wallet's keys must be those of the script. */
    private void checkClaims(String place, PsbtEntry<?> entry, DerivedScript derived) {
        for (KeyDerivation claim : entry.derivations()) {
            boolean isRight = derived.keys().stream()
                    .anyMatch(key -> key.key().bytes().equals(claim.publicKey())
                            && key.origin().equals(claim.origin()));
            report.require(
                    isRight || !scripts.isOurs(claim.origin()),
                    PSBT,
                    "The key fields of %s do not belong to its script.".formatted(place));
        }
    }

    private static List<KeyOrigin> origins(PsbtEntry<?> entry) {
        return Stream.concat(
                        entry.derivations().stream().map(KeyDerivation::origin),
                        entry.tapDerivations().stream().map(TapDerivation::origin))
                .toList();
    }
}
