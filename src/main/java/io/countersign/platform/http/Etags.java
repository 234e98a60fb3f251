package io.countersign.platform.http;

import io.countersign.crypto.cipher.Hashes;
import io.countersign.platform.db.Answer;
import java.util.Arrays;
import java.util.List;

/** Entity tags (RFC 9110 section 8.8.3): of versions, or of the body's hash where a resource has no version. */
public final class Etags {

    private Etags() {}

    public static String ofVersion(long version) {
        return "\"" + version + "\"";
    }

    /** The tag of an answer: its own, or the first 128 bits of its body's SHA-256. */
    public static String of(Answer answer) {
        return answer.findEtag().orElseGet(() -> ofBody(answer));
    }

    private static String ofBody(Answer answer) {
        return "\"" + Hashes.sha256(answer.body()).toHex().substring(0, 32) + "\"";
    }

    /** If-None-Match: the weak comparison (RFC 9110 section 13.1.2). */
    public static boolean matchesAny(List<String> headers, String etag) {
        return headers.stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.replaceFirst("^W/", "").equals(etag));
    }
}
