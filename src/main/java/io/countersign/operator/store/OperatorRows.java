package io.countersign.operator.store;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads columns that may be null, and counts that stand in a column as JSON. */
final class OperatorRows {

    private OperatorRows() {}

    static Instant time(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    static @Nullable Instant timeOrNull(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    /** A JSON object of numbers. */
    static Map<String, Long> counts(Row row, String column) {
        return row.getJsonObject(column).getMap().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> ((Number) entry.getValue()).longValue()));
    }

    static <T> Set<T> ids(Row row, String column, Function<UUID, T> form) {
        UUID[] ids = row.getArrayOfUUIDs(column);
        Stream<UUID> found = ids == null ? Stream.empty() : Arrays.stream(ids);
        return found.map(form).collect(Collectors.toUnmodifiableSet());
    }
}
