package io.countersign.webhook.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whether events are sent to a webhook. */
public enum WebhookState {
    /** They are sent. */
    ACTIVE,
    /** They are kept, and sent when it is active again. */
    PAUSED,
    /** None is kept. */
    DISABLED;

    public static Optional<WebhookState> find(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word().equals(word))
                .findFirst();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
