package io.countersign.platform.config;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of all our settings, as properties and as environment variables. {@code *} stands for a key or an index. */
record SettingNames(Set<String> properties) {

    static final String ROOT = "countersign";

    private static final String PROPERTY_PREFIX = ROOT + ".";
    private static final String VARIABLE_PREFIX = "COUNTERSIGN_";
    private static final Pattern PROFILE = Pattern.compile("%[^.]+\\.");
    private static final Pattern KUBERNETES_LINK =
            Pattern.compile("\\w+(_SERVICE_HOST|_SERVICE_PORT(_\\w+)?|_PORT_\\d+_(TCP|UDP|SCTP)(_PROTO|_PORT|_ADDR)?)");
    private static final Pattern KUBERNETES_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.+");

    SettingNames {
        properties = Set.copyOf(properties);
    }

    /** What is wrong with {@code name}, or nothing where it is none of ours or a known one. */
    Optional<String> complaintAboutProperty(String name) {
        String property = PROFILE.matcher(name).replaceFirst("");
        if (!property.startsWith(PROPERTY_PREFIX) || isOneOf(properties.stream(), property)) {
            return Optional.empty();
        }
        return Optional.of(complaint("setting", property, properties.stream()));
    }

    Optional<String> complaintAboutVariable(String name, String value) {
        if (!name.startsWith(VARIABLE_PREFIX) || isOneOf(variables(), name) || isKubernetesLink(name, value)) {
            return Optional.empty();
        }
        return Optional.of(complaint("environment variable", name, variables()));
    }

    private Stream<String> variables() {
        return properties.stream().map(SettingNames::variable);
    }

    private static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9*]", "_");
    }

    private static boolean isOneOf(Stream<String> known, String name) {
        return known.anyMatch(pattern -> pattern.equals(name) || matches(pattern, name));
    }

    private static boolean matches(String pattern, String name) {
        String regex = Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".+"));
        return pattern.contains("*") && name.matches(regex);
    }

    // Kubernetes tells each pod of the services beside it; one that is called countersign must not stop the server.
    private static boolean isKubernetesLink(String name, String value) {
        return KUBERNETES_LINK.matcher(name).matches()
                || name.endsWith("_PORT") && KUBERNETES_ADDRESS.matcher(value).matches();
    }

    private static String complaint(String kind, String name, Stream<String> known) {
        return known.min(Comparator.comparingInt((String candidate) -> distance(candidate, name))
                        .thenComparing(Comparator.naturalOrder()))
                .map(nearest -> "There is no %s %s. The nearest one that exists is %s.".formatted(kind, name, nearest))
                .orElse("There is no %s %s.".formatted(kind, name));
    }

    /** Levenshtein's: how many characters must be added, removed or changed. */
    private static int distance(String left, String right) {
        int[] previous = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] current = new int[right.length() + 1];
            current[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int changed = previous[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(changed, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[right.length()];
    }
}
