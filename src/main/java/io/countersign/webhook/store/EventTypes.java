package io.countersign.webhook.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Types of events in a column: parted by commas, and null for all. */
final class EventTypes {

    private EventTypes() {}

    static List<String> list(@Nullable String column) {
        return column == null ? List.of() : List.of(column.split(","));
    }

    static @Nullable String text(List<String> types) {
        return types.isEmpty() ? null : String.join(",", types);
    }
}
