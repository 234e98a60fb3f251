package io.countersign;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No test of a server is forgotten by the suites, and none starts a server where another one runs. */
class SuitesTest {

    private static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
            .importPackages("io.countersign");

    @Test
    void takeEveryTestOfAServerByItsName() {
        assertThat(names(QuarkusTest.class).toList()).hasSizeGreaterThan(60).allSatisfy(name -> assertThat(name)
                .matches(ServerTests.NAMES));
    }

    @Test
    void takeEveryTestWithAProfileByItsName() {
        List<String> ofProfiles = names(TestProfile.class).toList();

        assertThat(names(QuarkusTest.class).filter(name -> name.matches(OwnServerTests.NAMES)))
                .containsExactlyInAnyOrderElementsOf(ofProfiles);
    }

    private static Stream<String> names(Class<? extends Annotation> annotation) {
        return TESTS.stream().filter(type -> type.isAnnotatedWith(annotation)).map(JavaClass::getName);
    }
}
