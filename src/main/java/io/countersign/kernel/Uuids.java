package io.countersign.kernel;

import java.util.UUID;
import java.util.regex.Pattern;

/** The one text form of a UUID that is taken: lower case, with hyphens (RFC 9562 section 4). */
final class Uuids {

    private static final Pattern CANONICAL =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private Uuids() {}

    static UUID parse(String text) {
        if (!CANONICAL.matcher(text).matches()) {
            throw CommonRefusal.nothingHere();
        }
        return UUID.fromString(text);
    }
}
