package io.countersign.coin.http;

import io.countersign.coin.model.IssuedAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An address as the wire has it. */
public record AddressView(
        String address,
        long index,
        boolean change,
        String derivation,
        String scriptPubKey,
        boolean used,
        @Nullable String label) {

    static AddressView of(IssuedAddress address, boolean used) {
        return new AddressView(
                address.address(),
                address.index(),
                address.branch() == IssuedAddress.CHANGE,
                address.derivation(),
                address.scriptPubKey().toHex(),
                used,
                address.label());
    }

    /** A page of addresses. */
    public record AddressPage(List<AddressView> items, @Nullable String nextCursor) {}
}
