package io.countersign.platform.outbound;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The head of an answer of HTTP/1.1 (RFC 9112 section 4), of which two things are read: the status, and {@code Retry-After}. Interim
 * answers (1xx) are passed over.
 */
record AnswerHead(int status, @Nullable String retryAfter) {

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-9][0-9]{2})( .*)?");
    private static final Pattern RETRY_AFTER = Pattern.compile("(?i)retry-after:[ \\t]*([\\x20-\\x7e]{1,40}?)[ \\t]*");

    /** The final answer's head in what has come so far; empty where it is not all there yet. */
    static Optional<AnswerHead> read(String received) {
        int end = endOfHead(received);
        if (end < 0) {
            return Optional.empty();
        }
        Optional<AnswerHead> head = parse(received.substring(0, end));
        return head.isPresent() && head.get().isInterim() ? read(received.substring(end)) : head;
    }

    /** What can be told from a head that will not get longer. */
    static Optional<AnswerHead> readCut(String received) {
        int end = endOfHead(received);
        Optional<AnswerHead> head = parse(end < 0 ? received : received.substring(0, end));
        return end >= 0 && head.isPresent() && head.get().isInterim()
                ? readCut(received.substring(end))
                : head.filter(last -> !last.isInterim());
    }

    /** Whether what has come can't become an answer any more. */
    static boolean isHopeless(String received) {
        String line = received.lines().findFirst().orElse("");
        return received.contains("\n")
                ? !STATUS_LINE.matcher(line).matches()
                : !"HTTP/1.".startsWith(line.substring(0, Math.min(7, line.length())));
    }

    private static Optional<AnswerHead> parse(String text) {
        List<String> lines = text.lines().toList();
        Matcher status = STATUS_LINE.matcher(lines.isEmpty() ? "" : lines.get(0));
        if (!text.contains("\n") || !status.matches()) {
            return Optional.empty();
        }
        String retryAfter = lines.stream()
                .map(RETRY_AFTER::matcher)
                .filter(Matcher::matches)
                .map(field -> field.group(1))
                .findFirst()
                .orElse(null);
        return Optional.of(new AnswerHead(Integer.parseInt(status.group(1)), retryAfter));
    }

    private boolean isInterim() {
        return status / 100 == 1;
    }

    /** Where the head ends, its empty line included, or -1. A bare LF ends a line too (RFC 9112 section 2.2). */
    private static int endOfHead(String text) {
        return Arrays.stream(new String[] {"\r\n\r\n", "\n\n"})
                .mapToInt(end -> text.indexOf(end) < 0 ? -1 : text.indexOf(end) + end.length())
                .filter(end -> end >= 0)
                .min()
                .orElse(-1);
    }
}
