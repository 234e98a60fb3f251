package io.countersign.journal;

import java.util.List;

/** A page of events, and {@code lookedAt}: the last sequence that was looked at, from which the next page goes on. */
public record EventPage(int epoch, long size, List<NumberedEvent> items, long lookedAt) {

    public EventPage {
        items = List.copyOf(items);
    }
}
