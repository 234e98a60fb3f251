package io.countersign.platform.db;

import io.countersign.platform.config.StartRefusedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The same database as a URL of JDBC and as one of the reactive client. */
public final class DatabaseUrl {

    private static final Pattern JDBC =
            Pattern.compile("jdbc:postgresql:(//(?<place>[^/?]*)/?)?(?<database>[^/?]*)(\\?(?<query>.*))?");
    private static final Pattern REACTIVE = Pattern.compile(
            "(vertx-reactive:)?postgres(ql)?://((?<user>[^:@/?]*)(:(?<password>[^@/?]*))?@)?(?<place>[^@/?]*)/?(?<database>[^/?]*)(\\?(?<query>.*))?");

    /** Parameters that both drivers know, by their names in JDBC. */
    private static final Map<String, String> REACTIVE_NAMES = Map.of(
            "user", "user",
            "password", "password",
            "sslmode", "sslmode",
            "options", "options",
            "ApplicationName", "application_name",
            "currentSchema", "search_path");

    private static final Map<String, String> JDBC_NAMES =
            REACTIVE_NAMES.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

    private DatabaseUrl() {}

    /** The URL of the reactive client. Parameters that it does not know are left out. */
    public static String reactiveOf(String jdbc) {
        Matcher url = matched(JDBC, jdbc, "quarkus.datasource.jdbc.url", "jdbc:postgresql://host:5432/database");
        String place = Optional.ofNullable(url.group("place"))
                .filter(text -> !text.isEmpty())
                .orElse("localhost");
        return "postgresql://" + singleHost(place, "quarkus.datasource.reactive.url") + "/" + url.group("database")
                + query(
                        parameters(url)
                                .map(parameter -> parameter.equals("ssl=true") ? "sslmode=verify-full" : parameter),
                        REACTIVE_NAMES::get);
    }

    /** The URL of JDBC. A user and password in front of the host become parameters. Parameters that JDBC does not know are left out. */
    public static String jdbcOf(String reactive) {
        Matcher url = matched(REACTIVE, reactive, "quarkus.datasource.reactive.url", "postgresql://host:5432/database");
        String place = singleHost(url.group("place"), "quarkus.datasource.jdbc.url");
        Stream<String> credentials = Stream.of("user", "password")
                .filter(name -> url.group(name) != null)
                .map(name -> name + "=" + url.group(name));
        return "jdbc:postgresql://" + place + "/" + url.group("database")
                + query(Stream.concat(credentials, parameters(url)), JDBC_NAMES::get);
    }

    private static Matcher matched(Pattern pattern, String url, String setting, String example) {
        Matcher matcher = pattern.matcher(url);
        if (!matcher.matches()) {
            // Without the value: it may hold a password.
            throw new StartRefusedException("The setting %s is no URL like %s.".formatted(setting, example));
        }
        return matcher;
    }

    private static String singleHost(String place, String missing) {
        if (place.contains(",")) {
            throw new StartRefusedException(
                    "A database URL with several hosts can't be translated for the other driver: set %s as well."
                            .formatted(missing));
        }
        return place;
    }

    private static Stream<String> parameters(Matcher url) {
        return Optional.ofNullable(url.group("query")).stream().flatMap(query -> Stream.of(query.split("&")));
    }

    private static String query(Stream<String> parameters, UnaryOperator<String> rename) {
        List<String> renamed = parameters
                .map(parameter -> parameter.split("=", 2))
                .filter(parts -> parts.length == 2 && rename.apply(parts[0]) != null)
                .map(parts -> rename.apply(parts[0]) + "=" + parts[1])
                .toList();
        return renamed.isEmpty() ? "" : "?" + String.join("&", renamed);
    }
}
