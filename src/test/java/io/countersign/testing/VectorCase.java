package io.countersign.testing;

import com.fasterxml.jackson.databind.JsonNode;

/** One case of a vector file. Its name in reports is its id. */
public record VectorCase(String id, String description, boolean valid, JsonNode input, JsonNode expected) {

    static VectorCase of(JsonNode node) {
        return new VectorCase(
                node.get("id").asText(),
                node.path("description").asText(),
                node.get("valid").asBoolean(),
                node.path("input"),
                node.path("expected"));
    }

    public String input(String field) {
        return input.get(field).asText();
    }

    public String expected(String field) {
        return expected.get(field).asText();
    }

    @Override
    public String toString() {
        return id;
    }
}
