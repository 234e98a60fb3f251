package io.countersign.testing;

import io.countersign.journal.log.StubWitness;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.test.junit.QuarkusTestProfile;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;

/** A server whose log is open to anyone and cosigned by a witness, and whose traces go into memory. */
public final class OpenServer {

    private static final String TRACED = "quarkus.otel.simple";

    private OpenServer() {}

    /** Tests of this profile share one server. */
    public static final class Profile implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "countersign.log.public",
                    "true",
                    "countersign.log.witnesses",
                    StubWitness.running().setting(),
                    "quarkus.otel.sdk.disabled",
                    "false",
                    TRACED,
                    "true",
                    "quarkus.otel.bsp.schedule.delay",
                    "50ms");
        }
    }

    /** Where its spans go. */
    @IfBuildProperty(name = TRACED, stringValue = "true")
    @Singleton
    static class Spans {

        @Produces
        @Singleton
        InMemorySpanExporter exporter() {
            return InMemorySpanExporter.create();
        }
    }
}
