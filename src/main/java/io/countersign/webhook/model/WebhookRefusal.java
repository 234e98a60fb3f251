package io.countersign.webhook.model;

import io.countersign.kernel.RefusalKind;
import io.countersign.kernel.RefusalReason;

/** Refusals about webhooks. */
public enum WebhookRefusal implements RefusalReason {
    URL_NOT_ALLOWED("webhook-url-not-allowed", RefusalKind.REFUSED, "Nothing may be sent to this URL"),
    EVENTS_UNKNOWN("webhook-events-unknown", RefusalKind.REFUSED, "There is no such type of event"),
    STATE_UNKNOWN("webhook-state-unknown", RefusalKind.REFUSED, "A webhook has no such state"),
    OVERLAP_REFUSED("webhook-overlap-refused", RefusalKind.REFUSED, "The overlap of the secrets is not possible"),
    RANGE_REFUSED("webhook-range-refused", RefusalKind.REFUSED, "The range can't be sent again"),
    NOT_ACTIVE("webhook-not-active", RefusalKind.WRONG_STATE, "The webhook is not active"),
    TOO_MANY("too-many-webhooks", RefusalKind.WRONG_STATE, "The account has too many webhooks");

    private final String slug;
    private final RefusalKind kind;
    private final String title;

    WebhookRefusal(String slug, RefusalKind kind, String title) {
        this.slug = slug;
        this.kind = kind;
        this.title = title;
    }

    @Override
    public String slug() {
        return slug;
    }

    @Override
    public RefusalKind kind() {
        return kind;
    }

    @Override
    public String title() {
        return title;
    }
}
