package io.countersign.webhook.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What became of a delivery so far. */
public enum DeliveryState {
    PENDING,
    DELIVERED,
    FAILED;

    public static Optional<DeliveryState> find(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word().equals(word))
                .findFirst();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
