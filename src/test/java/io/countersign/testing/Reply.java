package io.countersign.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** What the server answered. */
public record Reply(HttpResponse<byte[]> response) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

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
            return MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(text(), e);
        }
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

    @Override
    public String toString() {
        return status() + " " + text();
    }
}
