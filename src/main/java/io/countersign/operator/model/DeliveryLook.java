package io.countersign.operator.model;

import io.countersign.kernel.AccountId;
import io.countersign.kernel.DeliveryId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A webhook's delivery as an operator sees it, without the address that it goes to.
 *
 * @param accountId whose webhook it is
 * @param attempts how many were made
 * @param lastStatus what answered last; null where nothing did
 * @param lastError why nothing did
 */
public record DeliveryLook(
        DeliveryId id,
        UUID webhookId,
        AccountId accountId,
        String webhookState,
        String type,
        String state,
        long attempts,
        @Nullable Instant lastAttemptAt,
        @Nullable Integer lastStatus,
        @Nullable String lastError,
        @Nullable Instant nextAttemptAt) {}
