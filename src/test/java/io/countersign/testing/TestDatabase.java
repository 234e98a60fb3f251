package io.countersign.testing;

import static java.lang.ProcessBuilder.Redirect.DISCARD;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * One PostgreSQL for all tests of this JVM, and a data directory of their own for the servers in it. Fast instead of durable: it
 * vanishes with the JVM. Every {@code @QuarkusTest} gets it without asking.
 */
@WithTestResource(value = TestDatabase.class, scope = TestResourceScope.GLOBAL)
public final class TestDatabase implements QuarkusTestResourceLifecycleManager {

    /** Lets the first operator of the tests' database in. */
    public static final String FIRST_INVITATION = "first-invitation-of-the-tests";

    private static final String HOST_AND_DATABASE = "localhost:%d/postgres";

    @Override
    public Map<String, String> start() {
        String place = HOST_AND_DATABASE.formatted(Running.port());
        return Map.of(
                "quarkus.datasource.reactive.url",
                "postgresql://" + place,
                "quarkus.datasource.jdbc.url",
                "jdbc:postgresql://" + place,
                "quarkus.datasource.username",
                "postgres",
                "quarkus.datasource.password",
                "postgres",
                "countersign.data-directory",
                Running.directory(),
                "countersign.first-invitation",
                FIRST_INVITATION);
    }

    /** Stays for the next application of this JVM; the JVM's end stops it. */
    @Override
    public void stop() {}

    /** System properties, since every application of this JVM loads this class anew. */
    private static final class Running {

        private static final String PORT = "io.countersign.testing.port";
        private static final String DIRECTORY = "io.countersign.testing.directory";

        static synchronized int port() {
            return Integer.parseInt(once(PORT, Running::startPostgres));
        }

        static synchronized String directory() {
            return once(DIRECTORY, Running::temporaryDirectory);
        }

        private static String once(String property, Callable<String> made) {
            if (System.getProperty(property) == null) {
                try {
                    System.setProperty(property, made.call());
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
            return System.getProperty(property);
        }

        private static String temporaryDirectory() throws IOException {
            return Files.createTempDirectory("countersign-test").toString();
        }

        private static String startPostgres() throws IOException {
            // fsync, full_page_writes and synchronous_commit are off by the library's defaults, or set so here.
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(new File("target/postgresql-for-tests"))
                    .setOutputRedirector(DISCARD)
                    .setServerConfig("full_page_writes", "off")
                    .setServerConfig("max_connections", "200")
                    .start();
            return Integer.toString(postgres.getPort());
        }
    }
}
