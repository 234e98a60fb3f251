package io.countersign.platform.http;

import io.countersign.kernel.CommonRefusal;
import org.jspecify.annotations.Nullable;

/** Members that a body must have. */
public final class Required {

    private Required() {}

    /** {@code value}, or 400 where the body lacks it. */
    public static <T> T member(String name, @Nullable T value) {
        if (value == null) {
            throw HttpRefusal.MALFORMED_BODY.refuse("The member %s is missing.".formatted(name));
        }
        return value;
    }

    /** A name or label: there, not blank, at most 100 characters. */
    public static String name(String member, @Nullable String value) {
        String name = CommonRefusal.requireLength(member, member(member, value), CommonRefusal.MAX_NAME);
        if (name.isBlank()) {
            throw CommonRefusal.TEXT_TOO_LONG.refuse(
                    "%s has 1 to %d characters.".formatted(member, CommonRefusal.MAX_NAME));
        }
        return name;
    }

    /** A label that may be left out: the empty text then. */
    public static String label(String member, @Nullable String value) {
        return value == null ? "" : CommonRefusal.requireLength(member, value, CommonRefusal.MAX_NAME);
    }
}
