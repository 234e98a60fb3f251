package io.countersign.webhook.model;

import io.countersign.kernel.Event;
import io.countersign.kernel.EventType;
import io.countersign.kernel.EventValue.Field;
import io.countersign.kernel.WalletId;

/** What the journal tells of webhooks: to the wallet's members, or to the owner of one for all their wallets. Never the URL. */
public final class WebhookEvents {

    private WebhookEvents() {}

    public static Event of(EventType type, Webhook webhook) {
        Field id = Field.word("webhookId", webhook.id().toString());
        Field state = Field.word("state", webhook.state().word());
        WalletId walletId = webhook.walletId();
        return walletId == null
                ? Event.toAccount(type, webhook.accountId(), id, state)
                : Event.ofWallet(type, walletId, id, state);
    }

    /** The server itself has paused or disabled it. */
    public static Event stopped(Webhook webhook) {
        return of(
                webhook.state() == WebhookState.DISABLED ? EventType.WEBHOOK_DISABLED : EventType.WEBHOOK_PAUSED,
                webhook);
    }
}
