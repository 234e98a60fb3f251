package io.countersign.crypto.fuzz;

import static io.countersign.crypto.fuzz.PsbtFuzz.require;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.script.Address;
import io.countersign.crypto.tx.Network;
import java.nio.charset.StandardCharsets;

/** Addresses of all networks. */
public final class AddressFuzz {

    private AddressFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        for (Network network : Network.values()) {
            Address address;
            try {
                address = Address.parse(text, network);
            } catch (MalformedException e) {
                continue;
            }
            require(address.text().equalsIgnoreCase(text), "it prints as another than it was");
            require(Address.parse(address.text(), network).equals(address), "it reads as another than it was printed");
            require(
                    Address.ofScript(address.scriptPubKey(), network)
                            .orElseThrow()
                            .equals(address),
                    "its script has another address");
        }
    }
}
