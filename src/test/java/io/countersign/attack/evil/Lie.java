package io.countersign.attack.evil;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.testing.RawPsbt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** One named lie: which answers it changes, by their path and query, and how. */
record Lie(String name, Pattern path, UnaryOperator<byte[]> change) {

    static final ObjectMapper JSON =
            new ObjectMapper().enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** Changes a JSON answer. */
    static Lie json(String name, String path, Consumer<ObjectNode> change) {
        return new Lie(name, Pattern.compile(path), body -> {
            try {
                ObjectNode root = (ObjectNode) JSON.readTree(body);
                change.accept(root);
                return JSON.writeValueAsBytes(root);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    static Lie text(String name, String path, UnaryOperator<String> change) {
        return new Lie(name, Pattern.compile(path), body -> change.apply(new String(body, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8));
    }

    static Lie psbt(String name, String path, Consumer<RawPsbt> change) {
        return new Lie(name, Pattern.compile(path), body -> {
            RawPsbt psbt = RawPsbt.parse(body);
            change.accept(psbt);
            return psbt.bytes();
        });
    }

    boolean concerns(String pathAndQuery) {
        return path.matcher(pathAndQuery).matches();
    }

    /** The item of a list of objects at a place. */
    static ObjectNode at(JsonNode list, int index) {
        return (ObjectNode) list.get(index);
    }

    static ArrayNode list(ObjectNode node, String member) {
        return (ArrayNode) node.get(member);
    }

    @Override
    public String toString() {
        return name;
    }
}
