package io.countersign.platform.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** Times on the wire: RFC 3339 in UTC, answered with milliseconds and {@code Z}. */
public final class Times {

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Times() {}

    public static String format(Instant time) {
        return MILLIS.format(time);
    }

    /** Reads an RFC 3339 time with any offset; 400 otherwise. */
    public static Instant parse(String member, String text) {
        try {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
        } catch (DateTimeParseException e) {
            throw HttpRefusal.MALFORMED_VALUE.refuse(
                    "%s is a time as RFC 3339 writes it, such as 2026-11-24T08:05:00Z.".formatted(member));
        }
    }
}
