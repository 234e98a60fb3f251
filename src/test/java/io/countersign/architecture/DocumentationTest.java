package io.countersign.architecture;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.countersign.kernel.RefusalReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocumentationTest {

    private static final Path PROBLEMS = Path.of("docs", "problems");

    private static final List<RefusalReason> REASONS = new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests()).importPackages("io.countersign").stream()
                    .filter(type -> type.isEnum() && type.isAssignableTo(RefusalReason.class))
                    .flatMap(DocumentationTest::constants)
                    .toList();

    @Test
    void hasAPageForEveryProblemTypeAndNoOther() throws IOException {
        Set<String> slugs = REASONS.stream().map(RefusalReason::slug).collect(toCollection(TreeSet::new));

        assertThat(pages()).isEqualTo(slugs);
        assertThat(REASONS).hasSameSizeAs(slugs);
    }

    @Test
    void headsEveryPageWithTheTitleOfItsProblem() throws IOException {
        for (RefusalReason reason : REASONS) {
            assertThat(Files.readAllLines(PROBLEMS.resolve(reason.slug() + ".md"))
                            .get(0))
                    .isEqualTo("# " + reason.title());
        }
    }

    @Test
    void namesEveryCommandOfTheContinuousIntegrationInTheReadme() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        List<String> commands = Files.readAllLines(Path.of(".ci", "run")).stream()
                .filter(line -> line.startsWith("./"))
                .toList();

        assertThat(commands).isNotEmpty().allSatisfy(command -> assertThat(readme)
                .contains(command));
    }

    private static Set<String> pages() throws IOException {
        try (Stream<Path> files = Files.list(PROBLEMS)) {
            return files.map(file -> file.getFileName().toString().replace(".md", ""))
                    .filter(name -> !name.equals("README"))
                    .collect(toSet());
        }
    }

    private static Stream<RefusalReason> constants(JavaClass type) {
        return Arrays.stream(type.reflect().getEnumConstants()).map(RefusalReason.class::cast);
    }
}
