package io.countersign.platform.time;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;

/** The sources of the running server. A test that wants to foresee time or randomness declares a bean of its own. */
@Singleton
public class Sources {

    /** UTC in whole milliseconds: what the interface shows and the database keeps is exactly what was decided on. */
    @Produces
    @Singleton
    @DefaultBean
    public static Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    /** The operating system's generator. */
    @Produces
    @Singleton
    @DefaultBean
    public static Randomness randomness() {
        SecureRandom random = new SecureRandom();
        return count -> {
            byte[] bytes = new byte[count];
            random.nextBytes(bytes);
            return bytes;
        };
    }
}
