package io.countersign.crypto.descriptor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The placeholders of a template, and BIP388's rules on them. */
final class TemplatePlaceholders {

    private static final String NUMBER = "(?:0|[1-9][0-9]{0,9})";
    private static final String STEPS = "(/\\*\\*|/<" + NUMBER + ";" + NUMBER + ">/\\*)";

    /** Of the text, what stands between {@code @} and the number is the key; steps follow it, or the musig() that it stands in. */
    private static final Pattern PLACEHOLDER =
            Pattern.compile("musig\\((@" + NUMBER + "(?:,@" + NUMBER + ")*)\\)" + STEPS + "|@(" + NUMBER + ")" + STEPS);

    private final String template;
    private final Map<Set<Integer>, List<String>> stepsOf = new HashMap<>();
    private int keyCount;
    private int uses;

    private TemplatePlaceholders(String template) {
        this.template = template;
        Matcher matcher = PLACEHOLDER.matcher(template);
        matcher.results().forEach(this::add);
        String rest = matcher.replaceAll("");
        if (rest.contains("@") || rest.contains("musig")) {
            throw Bip388Template.malformed(
                    "A placeholder is written like @0/**, @0/<0;1>/* or musig(@0,@1)/** (BIP388).");
        }
        stepsOf.values().forEach(TemplatePlaceholders::requireDisjoint);
    }

    static TemplatePlaceholders of(String template) {
        return new TemplatePlaceholders(template);
    }

    int keyCount() {
        return keyCount;
    }

    /** How often a key stands in the template. */
    int uses() {
        return uses;
    }

    /** The template with the keys in the places of their numbers. */
    String fill(List<String> keys) {
        return PLACEHOLDER.matcher(template).replaceAll(match -> Matcher.quoteReplacement(filled(match, keys)));
    }

    private static String filled(MatchResult match, List<String> keys) {
        String steps = written(match.group(2) == null ? match.group(4) : match.group(2));
        if (match.group(1) == null) {
            return keys.get(Integer.parseInt(match.group(3))) + steps;
        }
        List<String> participants = numbers(match).stream().map(keys::get).toList();
        return "musig(" + String.join(",", participants) + ")" + steps;
    }

    private void add(MatchResult match) {
        List<Integer> numbers = numbers(match);
        for (int number : numbers) {
            if (number > keyCount) {
                throw Bip388Template.malformed(
                        "Placeholders come in the order @0, @1, ..., and none is left out (BIP388).");
            }
            keyCount = Math.max(keyCount, number + 1);
        }
        Set<Integer> together = new TreeSet<>(numbers);
        if (together.size() != numbers.size()) {
            throw Bip388Template.malformed("A key stands twice in one musig() (BIP388).");
        }
        uses += numbers.size();
        String steps = written(match.group(2) == null ? match.group(4) : match.group(2));
        stepsOf.computeIfAbsent(together, unseen -> new ArrayList<>()).add(steps);
    }

    private static List<Integer> numbers(MatchResult match) {
        String names = match.group(1) == null ? match.group(3) : match.group(1).replace("@", "");
        return Arrays.stream(names.split(",")).map(TemplatePlaceholders::number).toList();
    }

    private static int number(String digits) {
        return digits.length() > 4 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    private static String written(String steps) {
        return steps.equals("/**") ? "/<0;1>/*" : steps;
    }

    private static void requireDisjoint(List<String> allSteps) {
        Set<String> seen = new HashSet<>();
        for (String steps : allSteps) {
            String[] pair = steps.substring(2, steps.indexOf('>')).split(";");
            if (!seen.add(pair[0]) || !seen.add(pair[1])) {
                throw Bip388Template.malformed("The steps below one placeholder have none in common (BIP388).");
            }
        }
    }
}
