package io.countersign.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The calls of the running server, as its OpenAPI document lists them: tests that go through all of them forget none. */
public record Operations(List<Operation> all) {

    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

    /** A method and a path with its parameters in braces. */
    public record Operation(String method, String template) {

        /** The path with {@code values} in the place of its parameters; each must have one. */
        public String path(Map<String, String> values) {
            return PARAMETER.matcher(template).replaceAll(match -> {
                assertThat(values).as(template).containsKey(match.group(1));
                return values.get(match.group(1));
            });
        }

        @Override
        public String toString() {
            return method + " " + template;
        }
    }

    public static Operations ofServer() {
        JsonNode paths =
                Api.here().get("/q/openapi?format=json").expect(200).json().path("paths");
        List<Operation> all = new ArrayList<>();
        paths.fields().forEachRemaining(path -> METHODS.stream()
                .filter(method -> path.getValue().has(method))
                .forEach(method -> all.add(new Operation(method.toUpperCase(Locale.ROOT), path.getKey()))));
        return new Operations(List.copyOf(all));
    }
}
