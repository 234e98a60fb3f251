package io.countersign.journal;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.WalletId;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry with its number: its leaf exactly as it was committed.
 *
 * @param accountId whom an entry without a wallet concerns
 */
public record NumberedEvent(
        long sequence,
        UUID id,
        Bytes32 entry,
        String type,
        @Nullable WalletId walletId,
        @Nullable AccountId accountId,
        Bytes leaf) {

    /** As the wire has it: sequence and entry before the leaf's own members, whose bytes are never written anew. */
    public String json() {
        return "{\"sequence\":%d,\"entry\":\"%s\",".formatted(sequence, entry.toHex())
                + new String(leaf.sliceFrom(1).toArray(), StandardCharsets.UTF_8);
    }
}
