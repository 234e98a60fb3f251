package io.countersign.operator.model;

import io.countersign.kernel.AccountId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An account as an operator sees it. */
public record AccountLook(
        AccountId id,
        String displayName,
        boolean isOperator,
        Instant createdAt,
        @Nullable Instant disabledAt,
        long loginKeys,
        long sessions,
        long wallets) {}
