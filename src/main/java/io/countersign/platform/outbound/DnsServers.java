package io.countersign.platform.outbound;

import io.countersign.platform.config.StartRefusedException;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import java.net.InetSocketAddress;
import java.util.List;

/** Which name servers are asked. */
public final class DnsServers {

    private static final int DNS_PORT = 53;

    private DnsServers() {}

    /** Those that the configuration names, or where it names none those of the host. */
    public static DnsServerAddressStreamProvider of(List<String> servers) {
        return servers.isEmpty()
                ? DnsServerAddressStreamProviders.platformDefault()
                : new SequentialDnsServerAddressStreamProvider(
                        servers.stream().map(DnsServers::address).toArray(InetSocketAddress[]::new));
    }

    /** {@code 10.0.0.2}, {@code 10.0.0.2:5353} or {@code fd00::53}. */
    private static InetSocketAddress address(String text) {
        if (AddressText.parse(text).isPresent()) {
            return new InetSocketAddress(text, DNS_PORT);
        }
        String[] parts = text.split(":", -1);
        if (parts.length != 2 || AddressText.parse(parts[0]).isEmpty() || !parts[1].matches("[0-9]{1,5}")) {
            throw new StartRefusedException("A name server is given as its address, or as address:port.");
        }
        return new InetSocketAddress(parts[0], Integer.parseInt(parts[1]));
    }
}
