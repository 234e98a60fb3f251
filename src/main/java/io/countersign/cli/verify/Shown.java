package io.countersign.cli.verify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** JSON that a server shows, read member by member: what is missing or of another type is named. */
record Shown(String name, JsonNode node) {

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** @param name what it is, for messages */
    static Shown parse(String name, Bytes json) {
        try {
            return new Shown(name, JSON.readTree(json.toArray()));
        } catch (IOException e) {
            throw new ShownException(name + " is not one JSON value without repeated members.");
        }
    }

    Shown get(String member) {
        JsonNode found = node.path(member);
        if (found.isMissingNode()) {
            throw new ShownException("%s has no member %s.".formatted(name, member));
        }
        return new Shown(name + "." + member, found);
    }

    /** The member, unless it is absent or null. */
    Optional<Shown> find(String member) {
        JsonNode found = node.path(member);
        return found.isMissingNode() || found.isNull()
                ? Optional.empty()
                : Optional.of(new Shown(name + "." + member, found));
    }

    String text(String member) {
        return get(member).text();
    }

    String text() {
        if (!node.isTextual()) {
            throw new ShownException(name + " is no string.");
        }
        return node.textValue();
    }

    /** The text of a member, or "" where it is absent or null. */
    String textOrEmpty(String member) {
        return find(member).map(Shown::text).orElse("");
    }

    long number(String member) {
        JsonNode found = get(member).node();
        if (!found.isIntegralNumber() || !found.canConvertToLong()) {
            throw new ShownException("%s.%s is no whole number.".formatted(name, member));
        }
        return found.longValue();
    }

    BigDecimal decimal(String member) {
        JsonNode found = get(member).node();
        if (!found.isNumber()) {
            throw new ShownException("%s.%s is no number.".formatted(name, member));
        }
        return found.decimalValue();
    }

    boolean flag(String member) {
        JsonNode found = get(member).node();
        if (!found.isBoolean()) {
            throw new ShownException("%s.%s is neither true nor false.".formatted(name, member));
        }
        return found.booleanValue();
    }

    Bytes32 hash(String member) {
        return Bytes32.ofHex(text(member));
    }

    Stream<Shown> list(String member) {
        Shown list = get(member);
        if (!list.node.isArray()) {
            throw new ShownException(list.name + " is no list.");
        }
        return StreamSupport.stream(list.node.spliterator(), false).map(item -> new Shown(list.name + "[]", item));
    }
}
