package io.countersign.platform.http;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Chooses a representation by Accept (RFC 9110 section 12.5.1). */
public final class MediaTypes {

    private MediaTypes() {}

    /** The one of {@code offered} that the client likes best, the earlier where it likes several; 406 where it takes none. */
    public static String best(List<String> acceptHeaders, List<String> offered) {
        List<Range> ranges = ranges(acceptHeaders);
        if (ranges.isEmpty()) {
            return offered.get(0);
        }
        return offered.stream()
                .filter(type -> quality(type, ranges) > 0)
                .max(Comparator.<String>comparingDouble(type -> quality(type, ranges))
                        .thenComparing(type -> -offered.indexOf(type)))
                .orElseThrow(() -> HttpRefusal.NOT_ACCEPTABLE.refuse(
                        "This is given as %s.".formatted(String.join(" or ", offered))));
    }

    /** Whether the client likes {@code type} better than {@code usual}. */
    public static boolean prefers(List<String> acceptHeaders, String type, String usual) {
        List<Range> ranges = ranges(acceptHeaders);
        return quality(type, ranges) > quality(usual, ranges);
    }

    private static List<Range> ranges(List<String> acceptHeaders) {
        return acceptHeaders.stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(Range::parse)
                .toList();
    }

    private static double quality(String type, List<Range> ranges) {
        return ranges.stream()
                .filter(range -> range.takes(type))
                .max(Comparator.comparingInt(Range::precision))
                .map(Range::quality)
                .orElse(0.0);
    }

    private record Range(String type, double quality) {

        static Range parse(String text) {
            String[] parts = text.split(";");
            double quality = Arrays.stream(parts)
                    .skip(1)
                    .map(String::strip)
                    .filter(part -> part.matches("[qQ]=[0-9.]{1,5}"))
                    .map(part -> part.substring(2))
                    .mapToDouble(Range::number)
                    .findFirst()
                    .orElse(1);
            return new Range(parts[0].strip().toLowerCase(Locale.ROOT), quality);
        }

        boolean takes(String offered) {
            return type.equals("*/*") || type.equals(offered) || type.equals(offered.replaceFirst("/.*", "/*"));
        }

        int precision() {
            return type.equals("*/*") ? 0 : type.endsWith("/*") ? 1 : 2;
        }

        private static double number(String text) {
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException e) {
                return 1;
            }
        }
    }
}
