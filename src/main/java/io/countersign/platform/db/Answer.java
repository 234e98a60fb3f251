package io.countersign.platform.db;

import io.countersign.crypto.bytes.Bytes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a command or a read answers, whole: it can be stored under an idempotency key and given again, byte for byte.
 *
 * @param etag with its quotation marks; a read without one gets one from its body
 * @param isSecret whether it holds a token, a secret or a code, and so is stored encrypted only
 */
public record Answer(
        int status,
        String contentType,
        Bytes body,
        @Nullable String etag,
        @Nullable String location,
        boolean isSecret,
        boolean isReplayed) {

    private static final String JSON = "application/json";

    public static Answer ok(Bytes json) {
        return new Answer(200, JSON, json, null, null, false, false);
    }

    public static Answer created(Bytes json, String location) {
        return new Answer(201, JSON, json, null, location, false, false);
    }

    public static Answer noContent() {
        return new Answer(204, "", Bytes.EMPTY, null, null, false, false);
    }

    public Answer withEtag(String newEtag) {
        return new Answer(status, contentType, body, newEtag, location, isSecret, isReplayed);
    }

    public Answer withContentType(String type) {
        return new Answer(status, type, body, etag, location, isSecret, isReplayed);
    }

    public Answer withBody(Bytes changed) {
        return new Answer(status, contentType, changed, etag, location, isSecret, isReplayed);
    }

    public Answer secret() {
        return new Answer(status, contentType, body, etag, location, true, isReplayed);
    }

    Answer replayed() {
        return new Answer(status, contentType, body, etag, location, isSecret, true);
    }

    public Optional<String> findEtag() {
        return Optional.ofNullable(etag);
    }

    public Optional<String> findLocation() {
        return Optional.ofNullable(location);
    }
}
