package io.countersign.platform.http;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What a client demands of the state that it changes: one of these ETags (RFC 9110 section 13.1.1). Empty demands nothing. */
public record IfMatch(List<String> headers) {

    public IfMatch {
        headers = List.copyOf(headers);
    }

    public boolean isSent() {
        return !headers.isEmpty();
    }

    /** Refuses with 412 where the client names ETags and none of {@code current} is among them. */
    public void require(String... current) {
        if (headers.isEmpty()) {
            return;
        }
        Set<String> now = Set.of(current);
        boolean matches = headers.stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(String::strip)
                .anyMatch(tag -> tag.equals("*") || now.contains(tag));
        if (!matches) {
            throw HttpRefusal.PRECONDITION_FAILED.refuse(
                    "The resource is not in the state that If-Match names; read it again.");
        }
    }
}
