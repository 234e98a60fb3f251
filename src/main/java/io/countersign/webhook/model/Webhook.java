package io.countersign.webhook.model;

import io.countersign.kernel.AccountId;
import io.countersign.kernel.WalletId;
import io.countersign.kernel.WebhookId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom to tell of which events.
 *
 * @param events the types asked for; empty means all
 * @param walletId the one wallet, or null for all wallets of the account
 * @param fromSequence the entry that tells of its creation, once numbered; only what comes after it is sent
 */
public record Webhook(
        WebhookId id,
        AccountId accountId,
        @Nullable WalletId walletId,
        String url,
        List<String> events,
        WebhookState state,
        long version,
        Instant createdAt,
        @Nullable Long fromSequence) {

    public Webhook {
        events = List.copyOf(events);
    }

    /** Whether it is sent an event of that wallet, whose members are {@code members} now. */
    public boolean brings(long sequence, String type, WalletId wallet, Set<AccountId> members) {
        return state != WebhookState.DISABLED
                && fromSequence != null
                && sequence > fromSequence
                && (events.isEmpty() || events.contains(type))
                && (walletId == null || walletId.equals(wallet))
                && members.contains(accountId);
    }

    public Webhook from(long sequence) {
        return new Webhook(id, accountId, walletId, url, events, state, version, createdAt, sequence);
    }
}
