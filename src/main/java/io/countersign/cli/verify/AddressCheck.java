package io.countersign.cli.verify;

import io.countersign.crypto.descriptor.DerivedScript;
import io.countersign.crypto.key.DerivationPath;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Addresses as a server lists them, each derived anew. One so far ahead that other software would not find it is refused. */
final class AddressCheck {

    private static final String ADDRESSES = "addresses";
    private static final long FARTHEST_GAP = 1_000;

    private final Report report;
    private final Pin pin;

    AddressCheck(Report report, Pin pin) {
        this.report = report;
        this.pin = pin;
    }

    void run(List<Shown> addresses) {
        long before = report.faults();
        Set<String> seen = new HashSet<>();
        addresses.forEach(address -> report.attempt(ADDRESSES, () -> check(address, seen)));
        report.attempt(ADDRESSES, () -> checkGaps(addresses));
        if (report.faults() == before) {
            report.right(ADDRESSES, "%d addresses derive from the pinned descriptor.".formatted(addresses.size()));
        }
    }

    private void check(Shown address, Set<String> seen) {
        long index = address.number("index");
        int branch = address.flag("change") ? 1 : 0;
        if (index < 0 || index >= DerivationPath.HARDENED) {
            report.wrong(ADDRESSES, "There is no address with the index %d.".formatted(index));
            return;
        }
        DerivedScript derived = pin.descriptor().derive(branch, index);
        String place = branch + "/" + index;
        report.require(seen.add(place), ADDRESSES, "The address at %s is listed twice.".formatted(place));
        report.requireSame(place, address.text("derivation"), ADDRESSES, "The place of an address");
        report.requireSame(pin.address(derived), address.text("address"), ADDRESSES, "The address at " + place);
        report.requireSame(
                derived.scriptPubKey().toHex(), address.text("scriptPubKey"), ADDRESSES, "The script at " + place);
    }

    private void checkGaps(List<Shown> addresses) {
        for (boolean change : new boolean[] {false, true}) {
            List<Long> indexes = addresses.stream()
                    .filter(address -> address.flag("change") == change)
                    .map(address -> address.number("index"))
                    .sorted()
                    .toList();
            long last = 0;
            for (long index : indexes) {
                report.require(
                        index - last <= FARTHEST_GAP,
                        ADDRESSES,
                        "The address with the index %d lies %d ahead of the one before it."
                                .formatted(index, index - last));
                last = index;
            }
        }
    }
}
