package io.countersign.platform.outbound;

import io.countersign.crypto.bytes.Bytes;
import java.util.List;
import java.util.stream.Stream;

/**
 * Addresses that are not those of a host on the public internet, after the IANA special-purpose address registries (RFC 6890) with
 * what was there before them. Of IPv6 only global unicast is left (2000::/3), so whatever embeds an IPv4 address is out.
 */
final class SpecialRanges {

    private static final List<Cidr> V4 = blocks(
            "0.0.0.0/8", // this network, RFC 791
            "10.0.0.0/8", // private, RFC 1918
            "100.64.0.0/10", // behind a carrier's NAT, RFC 6598
            "127.0.0.0/8", // loopback, RFC 1122
            "169.254.0.0/16", // link-local, RFC 3927; metadata services of clouds
            "172.16.0.0/12", // private, RFC 1918
            "192.0.0.0/24", // protocol assignments, RFC 6890
            "192.0.2.0/24", // documentation, RFC 5737
            "192.31.196.0/24", // AS112, RFC 7535
            "192.52.193.0/24", // AMT, RFC 7450
            "192.88.99.0/24", // 6to4 relays, RFC 7526
            "192.168.0.0/16", // private, RFC 1918
            "192.175.48.0/24", // AS112, RFC 7534
            "198.18.0.0/15", // benchmarks, RFC 2544
            "198.51.100.0/24", // documentation, RFC 5737
            "203.0.113.0/24", // documentation, RFC 5737
            "224.0.0.0/4", // multicast, RFC 5771
            "240.0.0.0/4"); // reserved, RFC 1112; broadcast, RFC 919

    private static final Cidr GLOBAL_UNICAST = Cidr.parse("2000::/3");

    private static final List<Cidr> V6 = blocks(
            "2001::/23", // protocol assignments, RFC 2928: Teredo 2001::/32, benchmarks, ORCHID
            "2001:db8::/32", // documentation, RFC 3849
            "2002::/16", // 6to4, RFC 3056: embeds an IPv4 address
            "2620:4f:8000::/48", // AS112, RFC 7534
            "3fff::/20", // documentation, RFC 9637
            "3ffe::/16"); // the former 6bone, RFC 3701

    private SpecialRanges() {}

    /** Whether {@code address}, of 4 or 16 bytes, is none of the public internet. */
    static boolean contain(Bytes address) {
        return address.size() == 4
                ? V4.stream().anyMatch(block -> block.contains(address))
                : !GLOBAL_UNICAST.contains(address) || V6.stream().anyMatch(block -> block.contains(address));
    }

    private static List<Cidr> blocks(String... texts) {
        return Stream.of(texts).map(Cidr::parse).toList();
    }
}
