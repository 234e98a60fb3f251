package io.countersign.kernel;

import io.countersign.crypto.bytes.Bytes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A value in an event's data. Events are kept for good, so what is private stands in them as a salted hash only. */
public sealed interface EventValue {

    /** The JSON value: a string, a number or a list of objects; {@code saltedHash} gives the hex of SHA-256(salt || value). */
    Object render(Function<Bytes, String> saltedHash);

    record Word(String text) implements EventValue {
        @Override
        public Object render(Function<Bytes, String> saltedHash) {
            return text;
        }
    }

    record Count(long number) implements EventValue {
        @Override
        public Object render(Function<Bytes, String> saltedHash) {
            return number;
        }
    }

    record Hashed(Bytes secret) implements EventValue {
        @Override
        public Object render(Function<Bytes, String> saltedHash) {
            return saltedHash.apply(secret);
        }
    }

    record Items(List<List<Field>> items) implements EventValue {
        public Items {
            items = items.stream().map(List::copyOf).toList();
        }

        @Override
        public Object render(Function<Bytes, String> saltedHash) {
            return items.stream().map(fields -> object(fields, saltedHash)).toList();
        }
    }

    /** A named value. */
    record Field(String name, EventValue value) {

        public static Field word(String name, String text) {
            return new Field(name, new Word(text));
        }

        public static Field count(String name, long number) {
            return new Field(name, new Count(number));
        }

        public static Field hashed(String name, Bytes secret) {
            return new Field(name, new Hashed(secret));
        }
    }

    static Map<String, Object> object(List<Field> fields, Function<Bytes, String> saltedHash) {
        Map<String, Object> object = new LinkedHashMap<>();
        fields.forEach(field -> object.put(field.name(), field.value().render(saltedHash)));
        return object;
    }
}
