package io.countersign.platform.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.kernel.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JSON as the contract has it: strict to read (no unknown, repeated or coerced members), exact to write. */
public final class Json {

    private static final ObjectMapper MAPPER = mapper();

    private Json() {}

    public static Bytes write(Object view) {
        try {
            return Bytes.wrap(MAPPER.writeValueAsBytes(view));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view can't be written as JSON", e);
        }
    }

    /** Reads the one JSON value that {@code body} holds; 400 {@code malformed-body} otherwise. */
    public static <T> T read(Bytes body, Class<T> type) {
        try {
            T value = MAPPER.readValue(new TextParser(MAPPER.createParser(decoded(body))), type);
            if (value == null) {
                throw HttpRefusal.MALFORMED_BODY.refuse("The body is the JSON value null; an object is expected.");
            }
            return value;
        } catch (JsonMappingException e) {
            throw HttpRefusal.MALFORMED_BODY.refuse(describe(e));
        } catch (IOException e) {
            throw HttpRefusal.MALFORMED_BODY.refuse(
                    "The body is not one JSON value in UTF-8 without repeated members.");
        }
    }

    /** What {@link #read} would give, or nothing where it would refuse. */
    public static <T> Optional<T> find(Bytes body, Class<T> type) {
        try {
            return Optional.of(read(body, type));
        } catch (Refusal e) {
            return Optional.empty();
        }
    }

    /** JSON is UTF-8 (RFC 8259 section 8.1); what only looks like it, or like another encoding, is none. */
    private static String decoded(Bytes body) throws CharacterCodingException {
        return UTF_8.newDecoder().decode(ByteBuffer.wrap(body.toArray())).toString();
    }

    private static String describe(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .map(step -> step.length() > 60 ? step.substring(0, 60) + ".." : step)
                .limit(8)
                .collect(Collectors.joining("."));
        return path.isEmpty()
                ? "The body does not have the form that this call takes."
                : "The member %s is unknown, or is not what this call takes.".formatted(path);
    }

    private static ObjectMapper mapper() {
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(32)
                        .maxStringLength(4 * 1024 * 1024)
                        .maxNumberLength(40)
                        .build())
                .build();
        JsonMapper mapper = JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
                .disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION)
                .addModule(new SimpleModule().addSerializer(Instant.class, new InstantSerializer()))
                .build();
        mapper.coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        return mapper;
    }

    private static final class InstantSerializer extends StdSerializer<Instant> {
        private static final long serialVersionUID = 1L;

        InstantSerializer() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(Times.format(value));
        }
    }

    /** Takes only texts that the database and UTF-8 can hold, as names of members too: no U+0000, and no half of a surrogate pair. */
    private static final class TextParser extends JsonParserDelegate {

        TextParser(JsonParser parser) {
            super(parser);
        }

        @Override
        public @Nullable JsonToken nextToken() throws IOException {
            JsonToken token = super.nextToken();
            if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) {
                requireText(getText());
            }
            return token;
        }

        private void requireText(String text) throws JsonParseException {
            if (text.indexOf(0) >= 0 || !UTF_8.newEncoder().canEncode(text)) {
                throw new JsonParseException(this, "not a text");
            }
        }
    }
}
