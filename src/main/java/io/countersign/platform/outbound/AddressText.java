package io.countersign.platform.outbound;

import io.countersign.crypto.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Addresses in their strict text forms: four decimal numbers (RFC 3986 section 3.2.2), or IPv6 (RFC 4291 section 2.2). Nothing is
 * looked up, and an IPv6 address stays one whatever it embeds.
 */
final class AddressText {

    private static final int GROUPS = 8;

    private AddressText() {}

    /** 4 or 16 bytes; empty for everything that is not exactly an address. */
    static Optional<Bytes> parse(String text) {
        return text.contains(":") ? v6(text) : v4(text);
    }

    private static Optional<Bytes> v4(String text) {
        String[] parts = text.split("\\.", -1);
        byte[] address = new byte[4];
        if (parts.length != address.length) {
            return Optional.empty();
        }
        for (int i = 0; i < address.length; i++) {
            if (!parts[i].matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(parts[i]) > 255) {
                return Optional.empty();
            }
            address[i] = (byte) Integer.parseInt(parts[i]);
        }
        return Optional.of(Bytes.wrap(address));
    }

    private static Optional<Bytes> v6(String text) {
        String[] halves = text.split("::", -1);
        if (halves.length > 2) {
            return Optional.empty();
        }
        Optional<List<Integer>> before = groups(halves[0], halves.length == 1);
        Optional<List<Integer>> after = halves.length == 1 ? Optional.of(List.of()) : groups(halves[1], true);
        if (before.isEmpty() || after.isEmpty()) {
            return Optional.empty();
        }
        int missing = GROUPS - before.get().size() - after.get().size();
        if (halves.length == 1 ? missing != 0 : missing < 1) {
            return Optional.empty();
        }
        List<Integer> all = new ArrayList<>(before.get());
        for (int i = 0; i < missing; i++) {
            all.add(0);
        }
        all.addAll(after.get());
        return Optional.of(bytes(all));
    }

    private static Optional<List<Integer>> groups(String text, boolean mayEndInV4) {
        List<Integer> groups = new ArrayList<>();
        String[] parts = text.isEmpty() ? new String[0] : text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            Optional<Bytes> embedded = mayEndInV4 && i == parts.length - 1 ? v4(parts[i]) : Optional.empty();
            if (embedded.isPresent()) {
                Bytes four = embedded.get();
                groups.add(four.at(0) << 8 | four.at(1));
                groups.add(four.at(2) << 8 | four.at(3));
            } else if (parts[i].matches("[0-9a-fA-F]{1,4}")) {
                groups.add(Integer.parseInt(parts[i], 16));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(groups);
    }

    private static Bytes bytes(List<Integer> groups) {
        byte[] address = new byte[16];
        for (int i = 0; i < GROUPS; i++) {
            address[2 * i] = (byte) (groups.get(i) >> 8);
            address[2 * i + 1] = (byte) (int) groups.get(i);
        }
        return Bytes.wrap(address);
    }
}
