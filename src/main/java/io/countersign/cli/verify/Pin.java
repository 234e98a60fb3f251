package io.countersign.cli.verify;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.descriptor.DerivedScript;
import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.crypto.script.Address;
import io.countersign.crypto.tx.Network;
import org.jspecify.annotations.Nullable;

/** What the cosigner holds of the wallet: its descriptor, as the devices have it. Everything else follows from it. */
record Pin(Descriptor descriptor, Network network) {

    /** @param network its word, which a descriptor of test keys needs */
    static Pin parse(String descriptor, @Nullable String network) {
        if (network != null) {
            return of(descriptor, Network.parse(network));
        }
        try {
            return of(descriptor, Network.MAINNET);
        } catch (MalformedException e) {
            throw e.getMessage().contains("network") || descriptor.contains("tpub")
                    ? new NotJudgedException(
                            "The descriptor's keys are for test networks; say which one with --network.")
                    : e;
        }
    }

    private static Pin of(String descriptor, Network network) {
        if (descriptor.indexOf('#') < 0) {
            throw new NotJudgedException(
                    "The pinned descriptor has no checksum: pin it as the server and the devices showed it.");
        }
        return new Pin(Descriptor.parse(descriptor.strip(), network), network);
    }

    String address(DerivedScript script) {
        return Address.ofScript(script.scriptPubKey(), network)
                .map(Address::text)
                .orElseThrow(() -> new NotJudgedException("The descriptor's scripts have no addresses."));
    }

    /** What every device shows first. */
    String firstAddress() {
        return address(descriptor.derive(0, 0));
    }
}
