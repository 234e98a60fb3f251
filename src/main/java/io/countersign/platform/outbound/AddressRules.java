package io.countersign.platform.outbound;

import io.countersign.crypto.bytes.Bytes;
import java.net.InetAddress;
import java.util.List;

/**
 * Which addresses may be reached: those of the public internet at port 443, and those within the networks that the configuration
 * names, at any port.
 *
 * @param allowedNetworks blocks outside the public internet, or with other ports, that are allowed
 */
public record AddressRules(boolean allowHttp, List<Cidr> allowedNetworks) {

    public AddressRules {
        allowedNetworks = List.copyOf(allowedNetworks);
    }

    public boolean allows(InetAddress address, int port) {
        return allows(Bytes.of(address.getAddress()), port);
    }

    /** @param address 4 or 16 bytes */
    public boolean allows(Bytes address, int port) {
        return allowedNetworks.stream().anyMatch(network -> network.contains(address))
                || port == Target.HTTPS_PORT && !SpecialRanges.contain(address);
    }

    /** Whether nothing at all could be reached at this port. */
    public boolean refusesPort(int port) {
        return port != Target.HTTPS_PORT && allowedNetworks.isEmpty();
    }
}
