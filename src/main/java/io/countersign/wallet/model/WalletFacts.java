package io.countersign.wallet.model;

import io.countersign.crypto.tx.Network;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.WalletId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What never changes of a wallet. {@code receiveStart} and {@code changeStart} are the first indexes that this server may give out on
 * branch 0 and 1: those before them were given out elsewhere, and index 0 of branch 0 is the first address.
 */
public record WalletFacts(
        WalletId id,
        String name,
        Network network,
        Policy policy,
        boolean isImported,
        @Nullable Integer birthHeight,
        long receiveStart,
        long changeStart,
        AccountId createdBy,
        Instant createdAt) {}
