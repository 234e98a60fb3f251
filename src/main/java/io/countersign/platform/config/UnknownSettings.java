package io.countersign.platform.config;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.EnvConfigSource;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Stops the start on a setting of ours that does not exist: a typing error in a limit must not silently mean the default. */
@Singleton
class UnknownSettings {

    void refuse(@Observes @Priority(1) StartupEvent start, Config config) {
        SettingNames known = new SettingNames(KnownSettings.names());
        StreamSupport.stream(config.getConfigSources().spliterator(), false)
                .flatMap(source -> complaints(known, source))
                .findFirst()
                .ifPresent(complaint -> {
                    throw new StartRefusedException(complaint);
                });
    }

    private static Stream<String> complaints(SettingNames known, ConfigSource source) {
        Stream<String> names = source.getPropertyNames().stream().sorted();
        return source instanceof EnvConfigSource
                ? names.map(name -> known.complaintAboutVariable(name, String.valueOf(source.getValue(name))))
                        .flatMap(Optional::stream)
                : names.map(known::complaintAboutProperty).flatMap(Optional::stream);
    }
}
