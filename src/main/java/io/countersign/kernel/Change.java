package io.countersign.kernel;

import java.util.ArrayList;
import java.util.List;

/** The outcome of a decision: the next state of an aggregate and what happened, in order. */
public record Change<T>(T next, List<Event> events) {

    public Change {
        events = List.copyOf(events);
    }

    public static <T> Change<T> of(T next, Event... events) {
        return new Change<>(next, List.of(events));
    }

    /** Nothing changes and nothing happened. */
    public static <T> Change<T> none(T same) {
        return new Change<>(same, List.of());
    }

    public Change<T> and(T newNext, Event... more) {
        List<Event> all = new ArrayList<>(events);
        all.addAll(List.of(more));
        return new Change<>(newNext, all);
    }

    public boolean isNone() {
        return events.isEmpty();
    }
}
