package io.countersign.platform.telemetry;

import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Leaves out two gauges of the database client. It makes them anew for each connection under one name, so that they would show the
 * first connection only, for ever, and each later one would be a warning. The pool's own gauges ({@code sql_pool_*}) count all.
 */
@Singleton
public class ConnectionGauges {

    private static final Set<String> OF_ONE_CONNECTION = Set.of("postgresql.queue.size", "postgresql.current");

    @Produces
    @Singleton
    static MeterFilter leftOut() {
        return MeterFilter.deny(meter -> OF_ONE_CONNECTION.contains(meter.getName()));
    }
}
