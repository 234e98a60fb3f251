package io.countersign.kernel;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which page of a list is asked for: at most {@code limit} items after {@code cursor}. */
public record PageRequest(int limit, @Nullable String cursor) {

    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 500;

    public Optional<String> after() {
        return Optional.ofNullable(cursor);
    }
}
