package io.countersign.kernel;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One page of a list, and the cursor of the next, if there is one. */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

    public Page {
        items = List.copyOf(items);
    }

    /** Cuts what was read with one row too many: that one tells whether there is a next page. */
    public static <T> Page<T> cut(List<T> oneMore, int limit, Function<T, String> cursorOf) {
        return oneMore.size() <= limit
                ? new Page<>(oneMore, null)
                : new Page<>(oneMore.subList(0, limit), cursorOf.apply(oneMore.get(limit - 1)));
    }

    public <R> Page<R> map(Function<T, R> view) {
        return new Page<>(items.stream().map(view).toList(), nextCursor);
    }
}
