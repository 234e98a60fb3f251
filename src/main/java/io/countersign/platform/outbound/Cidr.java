package io.countersign.platform.outbound;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import java.net.InetAddress;
import java.util.Optional;

/** A block of addresses of one family (RFC 4632, RFC 4291 section 2.3). */
public record Cidr(Bytes network, int prefixLength) {

    public Cidr {
        if (network.size() != 4 && network.size() != 16 || prefixLength < 0 || prefixLength > network.size() * 8) {
            throw malformed();
        }
        if (hasBitsAfter(network, prefixLength)) {
            throw malformed();
        }
    }

    /** Reads {@code 10.0.0.0/8} or {@code fd00::/8}; bits after the prefix must be zero. */
    public static Cidr parse(String text) {
        String[] parts = text.strip().split("/", -1);
        if (parts.length != 2 || !parts[1].matches("[0-9]{1,3}")) {
            throw malformed();
        }
        Optional<Bytes> address = AddressText.parse(parts[0]);
        return new Cidr(address.orElseThrow(Cidr::malformed), Integer.parseInt(parts[1]));
    }

    /** IPv4 addresses are never in an IPv6 block, and the other way round. */
    public boolean contains(InetAddress address) {
        return contains(Bytes.of(address.getAddress()));
    }

    boolean contains(Bytes address) {
        return address.size() == network.size() && matches(address, network, prefixLength);
    }

    private static boolean matches(Bytes left, Bytes right, int bits) {
        for (int i = 0; i < bits; i++) {
            if (bit(left, i) != bit(right, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasBitsAfter(Bytes address, int bits) {
        for (int i = bits; i < address.size() * 8; i++) {
            if (bit(address, i) != 0) {
                return true;
            }
        }
        return false;
    }

    private static int bit(Bytes address, int index) {
        return address.at(index / 8) >> (7 - index % 8) & 1;
    }

    private static MalformedException malformed() {
        return new MalformedException(
                "cidr",
                "A network is written as address/bits with no bit set after them, such as 10.0.0.0/8 or fd00::/8.");
    }
}
