package io.countersign.operator.model;

import io.countersign.kernel.WalletId;
import java.time.Instant;
import java.util.Map;

/** A wallet as an operator sees it: its form and state, and counts. */
public record WalletLook(
        WalletId id,
        String network,
        String state,
        String script,
        int threshold,
        int total,
        Instant createdAt,
        long members,
        Map<String, Long> keys,
        Map<String, Long> proposals) {

    public WalletLook {
        keys = Map.copyOf(keys);
        proposals = Map.copyOf(proposals);
    }
}
