package io.countersign.webhook.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.testing.VectorCase;
import io.countersign.testing.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Standard Webhooks: the libraries' and the specification's own cases. The server only signs; a receiver written here from the
 * specification judges by the server's signature.
 */
class WebhookSecretVectorTest {

    private static final long TOLERANCE_SECONDS = 300;

    static Stream<VectorCase> cases() {
        return Vectors.cases("standard_webhooks.json");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithTheSpecification(VectorCase vector) {
        switch (vector.input("operation")) {
            case "sign" -> sign(vector);
            case "secret" ->
                assertThatThrownBy(() -> WebhookSecret.parse(vector.input("secret")))
                        .isInstanceOf(MalformedException.class);
            case "verify" -> assertThat(isAccepted(vector)).isEqualTo(vector.valid());
            case "content" ->
                assertThat(text(WebhookSecret.content(
                                vector.input("msg_id"), timestamp(vector), bytes(vector.input("payload")))))
                        .isEqualTo(vector.expected("signed_content"));
            case "headers" -> headers(vector);
            default -> throw new AssertionError(vector.input("operation"));
        }
    }

    private static void sign(VectorCase vector) {
        if (!vector.valid()) {
            assertThat(Time.isOne(vector.input("timestamp"))).isFalse();
            return;
        }
        String signature = WebhookSecret.parse(vector.input("secret"))
                .sign(vector.input("msg_id"), timestamp(vector), bytes(vector.input("payload")));
        assertThat(signature).isEqualTo(vector.expected("signature"));
    }

    /** The server puts one line together from the parts that the specification's example has. */
    private static void headers(VectorCase vector) {
        Map<String, String> fields = fields(vector);
        assertThat(fields).containsEntry("webhook-id", vector.expected("msg_id"));
        assertThat(fields).containsEntry("webhook-timestamp", vector.expected("timestamp"));
        String list = Stream.of(vector.expected().get("signatures"))
                .flatMap(all ->
                        Stream.iterate(0, i -> i < all.size(), i -> i + 1).map(all::get))
                .map(one ->
                        one.get("version").asText() + "," + one.get("signature").asText())
                .reduce((left, right) -> left + " " + right)
                .orElseThrow();
        assertThat(fields).containsEntry("webhook-signature", list);
    }

    private static boolean isAccepted(VectorCase vector) {
        Map<String, String> fields = fields(vector);
        if (!fields.keySet().containsAll(List.of("webhook-id", "webhook-timestamp", "webhook-signature"))
                || !Time.isOne(fields.get("webhook-timestamp"))) {
            return false;
        }
        long sentAt = Long.parseLong(fields.get("webhook-timestamp"));
        boolean isInTime = vector.input().path("ignore_timestamp").asBoolean()
                || Math.abs(vector.input().get("now").asLong() - sentAt) <= TOLERANCE_SECONDS;
        String expected = WebhookSecret.parse(vector.input("secret"))
                .sign(fields.get("webhook-id"), sentAt, bytes(vector.input("payload")));
        return isInTime
                && Arrays.asList(fields.get("webhook-signature").split(" ")).contains(expected);
    }

    private static Map<String, String> fields(VectorCase vector) {
        Map<String, String> fields = new HashMap<>();
        JsonNode headers = vector.input().get("headers");
        headers.fieldNames()
                .forEachRemaining(name -> fields.put(
                        name.toLowerCase(Locale.ROOT), headers.get(name).asText()));
        return fields;
    }

    private static long timestamp(VectorCase vector) {
        return vector.input().get("timestamp").asLong();
    }

    private static Bytes bytes(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Bytes bytes) {
        return new String(bytes.toArray(), StandardCharsets.UTF_8);
    }

    /** A time is a non-negative integer; our signer takes nothing else by its type. */
    private static final class Time {
        static boolean isOne(String text) {
            return text.matches("[0-9]{1,18}");
        }
    }
}
