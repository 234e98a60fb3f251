package io.countersign.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countersign.crypto.bytes.Bytes;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** What the server answered to one request. */
record Reply(String request, int status, String etag, Bytes body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Reply of(String request, HttpResponse<byte[]> response) {
        String etag = response.headers().firstValue("ETag").orElse("");
        return new Reply(request, response.statusCode(), etag, Bytes.wrap(response.body()));
    }

    boolean isSuccess() {
        return status / 100 == 2;
    }

    JsonNode json() {
        try {
            return JSON.readTree(body.toArray());
        } catch (JsonProcessingException e) {
            throw unexpected();
        } catch (java.io.IOException e) {
            throw new IllegalStateException("bytes can always be read", e);
        }
    }

    /** A text member of the JSON answer. */
    String text(String member) {
        return json().path(member).asText();
    }

    /** This, or the end of the demo in the server's own words. */
    Reply orFail() {
        if (isSuccess()) {
            return this;
        }
        throw unexpected();
    }

    /** The end of the demo: another answer than this one was due. */
    DemoFailedException unexpected() {
        return new DemoFailedException("%s was answered %d %s".formatted(request, status, problem()));
    }

    private String problem() {
        try {
            JsonNode problem = JSON.readTree(body.toArray());
            return problem.has("title")
                    ? "%s: %s"
                            .formatted(
                                    problem.path("title").asText(),
                                    problem.path("detail").asText())
                    : "with something that is no problem+json.";
        } catch (java.io.IOException e) {
            String text = new String(body.toArray(), StandardCharsets.UTF_8);
            return text.substring(0, Math.min(200, text.length()));
        }
    }
}
