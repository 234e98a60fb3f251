package io.countersign.platform.config;

import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import java.util.Set;
import java.util.TreeSet;

/** Learns the names of our settings from the config mappings, when the framework gathers them for the running server. */
public final class KnownSettings implements SmallRyeConfigBuilderCustomizer {

    private static volatile Set<String> names = Set.of();

    static Set<String> names() {
        return names;
    }

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        Set<String> found = new TreeSet<>();
        for (ConfigClass mapping : builder.getMappingsBuilder().getMappings()) {
            if (mapping.getPrefix().startsWith(SettingNames.ROOT)) {
                found.addAll(mapping.getProperties().keySet());
            }
        }
        names = Set.copyOf(found);
    }

    /** After all others, the framework's own included. */
    @Override
    public int priority() {
        return Integer.MAX_VALUE;
    }
}
