package io.countersign.webhook.store;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.DeliveryId;
import io.countersign.kernel.WalletId;
import io.countersign.kernel.WebhookId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that is due, with all that sending it takes.
 *
 * @param sequence null for a test
 * @param tries the attempts made before in this schedule
 * @param failingFor how long the endpoint has taken nothing
 * @param leaf the event's, null for a test, and where its wallet was erased
 */
public record DueDelivery(
        DeliveryId id,
        WebhookId webhookId,
        AccountId accountId,
        String url,
        UUID messageId,
        @Nullable Long sequence,
        String type,
        int tries,
        Duration failingFor,
        @Nullable WalletId webhookWallet,
        @Nullable WalletId eventWallet,
        @Nullable Bytes leaf,
        Bytes sealedSecret,
        @Nullable Bytes sealedOldSecret,
        @Nullable Instant oldSecretUntil) {

    public boolean isTest() {
        return sequence == null;
    }
}
