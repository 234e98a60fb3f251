package io.countersign.platform.http;

import io.countersign.kernel.Refusal;
import java.util.UUID;

/** The cursor of a list that is ordered by id: the id that the page before ended with. */
public final class IdCursor {

    private IdCursor() {}

    /** The id; 400 {@code malformed-query} where the cursor is none that this server gave. */
    public static UUID parse(String cursor) {
        try {
            return UUID.fromString(cursor);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    public static Refusal malformed() {
        return HttpRefusal.MALFORMED_QUERY.refuse("The cursor is the nextCursor of the page before.");
    }
}
