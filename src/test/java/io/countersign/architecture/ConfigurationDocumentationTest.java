package io.countersign.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} has each of our settings with its default, and no other. */
class ConfigurationDocumentationTest {

    private static final String ROOT = "countersign";
    private static final String NO_DEFAULT = "";

    @Test
    void documentsEverySettingWithItsDefaultAndNoOther() throws IOException {
        Map<String, String> built = new TreeMap<>();
        new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests()).importPackages("io.countersign").stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .map(JavaClass::reflect)
                        .forEach(mapping -> add(
                                built,
                                mapping.getAnnotation(ConfigMapping.class).prefix(),
                                mapping));

        assertThat(built).isNotEmpty();
        assertThat(documented()).isEqualTo(built);
    }

    private static void add(Map<String, String> settings, String prefix, Class<?> mapping) {
        for (Method member : mapping.getDeclaredMethods()) {
            WithName named = member.getAnnotation(WithName.class);
            String name = prefix + "." + (named == null ? kebab(member.getName()) : named.value());
            if (member.getReturnType().getEnclosingClass() == mapping) {
                add(settings, name, member.getReturnType());
            } else {
                WithDefault value = member.getAnnotation(WithDefault.class);
                settings.put(name, value == null ? NO_DEFAULT : value.value());
            }
        }
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** Of each row of ours the name and, where it is code, the default. */
    private static Map<String, String> documented() throws IOException {
        Map<String, String> settings = new TreeMap<>();
        try (Stream<String> lines = Files.lines(Path.of("docs", "configuration.md"))) {
            lines.map(line ->
                            Arrays.stream(line.split("\\|")).map(String::strip).toList())
                    .filter(cells -> cells.size() == 4 && cells.get(1).startsWith("`" + ROOT + "."))
                    .forEach(cells -> settings.put(code(cells, 1), code(cells, 2)));
        }
        return settings;
    }

    private static String code(List<String> cells, int index) {
        String cell = cells.get(index);
        return cell.matches("`[^`]*`") ? cell.substring(1, cell.length() - 1) : NO_DEFAULT;
    }
}
