package io.countersign.platform.outbound;

import io.countersign.platform.outbound.OwnSockets.HostAndPort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** Where the server listens and where its database is, as the configuration has it. */
@ApplicationScoped
public class ServerSockets {

    private static final int POSTGRES_PORT = 5432;
    private static final Pattern AUTHORITY = Pattern.compile(".*?//(?:[^@/?]*@)?([^/?]*).*");
    private static final Pattern PLACE = Pattern.compile("(\\[[^\\]]+\\]|[^:]*)(?::([0-9]{1,5}))?");

    private final Config config;

    ServerSockets(Config config) {
        this.config = config;
    }

    /** The ports by the framework's settings, in which it puts the real ones when it listens. */
    public Set<Integer> ownPorts() {
        return Stream.of(
                        "quarkus.http.port",
                        "quarkus.http.test-port",
                        "quarkus.http.ssl-port",
                        "quarkus.http.test-ssl-port",
                        "quarkus.management.port")
                .flatMap(name -> config.getOptionalValue(name, Integer.class).stream())
                .collect(Collectors.toSet());
    }

    /** The places of the database, by both drivers' URLs. */
    public Set<HostAndPort> database() {
        Set<HostAndPort> places = new HashSet<>();
        Stream.of("quarkus.datasource.reactive.url", "quarkus.datasource.jdbc.url")
                .map(name -> config.getOptionalValue(name, String.class))
                .flatMap(Optional::stream)
                .forEach(url -> places.addAll(places(url)));
        return places;
    }

    /** {@code postgresql://user@host:5432,other/database}. */
    static Set<HostAndPort> places(String url) {
        Matcher matcher = AUTHORITY.matcher(url);
        String authority = matcher.matches() ? matcher.group(1) : "";
        return Stream.of(authority.split(","))
                .map(PLACE::matcher)
                .filter(Matcher::matches)
                .map(place -> new HostAndPort(
                        host(place.group(1)),
                        place.group(2) == null ? POSTGRES_PORT : Integer.parseInt(place.group(2))))
                .collect(Collectors.toSet());
    }

    private static String host(String text) {
        String bare = text.startsWith("[") ? text.substring(1, text.length() - 1) : text;
        return bare.isEmpty() ? "localhost" : bare;
    }
}
