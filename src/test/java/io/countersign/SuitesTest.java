package io.countersign;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.ReflectionSupport;

/** No test of a server is forgotten by the suites, and none starts a server where another one runs. */
class SuitesTest {

    private static final List<Class<?>> SERVER_TESTS = ReflectionSupport.findAllClassesInPackage(
            "io.countersign", type -> type.isAnnotationPresent(QuarkusTest.class), name -> true);

    @Test
    void takeEveryTestOfAServerByItsName() {
        assertThat(SERVER_TESTS).hasSizeGreaterThan(60).allSatisfy(type -> assertThat(type.getName())
                .matches(ServerTests.NAMES));
    }

    @Test
    void takeEveryTestWithAProfileByItsTag() {
        assertThat(SERVER_TESTS)
                .filteredOn(type -> type.isAnnotationPresent(TestProfile.class))
                .isNotEmpty()
                .allSatisfy(type -> assertThat(hasTagOfOwnServers(type)).isTrue());
    }

    private static boolean hasTagOfOwnServers(Class<?> type) {
        Tag tag = type.getAnnotation(Tag.class);
        return tag != null && tag.value().equals(OwnServerTests.TAG);
    }
}
