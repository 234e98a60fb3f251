package io.countersign.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countersign.crypto.bytes.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What the server answered, to the byte. */
public record Reply(HttpResponse<byte[]> response) {

    static final ObjectMapper JSON = new ObjectMapper();

    public int status() {
        return response.statusCode();
    }

    public byte[] bytes() {
        return response.body();
    }

    public String text() {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    public JsonNode json() {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(text(), e);
        }
    }

    /** Bytes that are one JSON value. */
    public static JsonNode parsed(Bytes json) {
        try {
            return JSON.readTree(json.toArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Any value as JSON. */
    public static JsonNode tree(Object value) {
        return JSON.valueToTree(value);
    }

    /** A text member of the JSON answer. */
    public String get(String member) {
        return json().path(member).asText();
    }

    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** The slug of a problem. */
    public String problem() {
        return get("type").replace("/problems/", "");
    }

    public String etag() {
        Optional<String> etag = response.headers().firstValue("ETag");
        assertThat(etag).as("ETag of %s", response.uri()).isPresent();
        return etag.get();
    }

    public boolean isRight() {
        return status() / 100 == 2;
    }

    /** This reply, if it has the status; shown in full otherwise. */
    public Reply expect(int status) {
        assertThat(status())
                .as("%s %s: %s", response.request().method(), response.uri(), text())
                .isEqualTo(status);
        return this;
    }

    /** This reply, if it is the problem {@code slug} in the form of RFC 9457. */
    public Reply refused(int status, String slug) {
        expect(status);
        JsonNode problem = json();
        assertThat(header("Content-Type")).startsWith("application/problem+json");
        assertThat(problem.path("type").asText()).as(text()).isEqualTo("/problems/" + slug);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asText()).isNotBlank();
        assertThat(problem.path("detail").asText()).isNotBlank();
        assertThat(problem.path("instance").asText()).isEqualTo(response.uri().getPath());
        return this;
    }

    /** This reply, if it refuses signatures and the first offender is refused for {@code reason}. */
    public Reply refusedSignature(int inputIndex, String publicKey, String reason) {
        refused(422, "signatures-not-right");
        JsonNode violation = json().path("violations").path(0);
        assertThat(violation.path("inputIndex").asInt(-1)).as(text()).isEqualTo(inputIndex);
        assertThat(violation.path("publicKey").asText()).as(text()).isEqualTo(publicKey);
        assertThat(violation.path("reason").asText()).as(text()).isEqualTo(reason);
        assertThat(violation.path("detail").asText()).isNotBlank();
        return this;
    }

    @Override
    public String toString() {
        return status() + " " + text();
    }
}
