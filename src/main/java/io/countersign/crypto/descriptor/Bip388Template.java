package io.countersign.crypto.descriptor;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.descriptor.expression.OutputExpression;
import io.countersign.crypto.descriptor.key.AccountKey;
import io.countersign.crypto.descriptor.key.KeyExpression;
import io.countersign.crypto.descriptor.key.KeySteps;
import io.countersign.crypto.descriptor.key.MusigKey;
import io.countersign.crypto.tx.Network;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A descriptor template (BIP388): a descriptor in which {@code @i} stands for the i-th of a list of keys, and {@code /**} for
 * {@code /<0;1>/*}.
 */
public final class Bip388Template {

    static final String FORMAT = "descriptor template";

    private static final String ALL = "/**";
    private static final int MOST_CHARACTERS = 16_384;

    private final String text;
    private final TemplatePlaceholders placeholders;

    private Bip388Template(String text, TemplatePlaceholders placeholders) {
        this.text = text;
        this.placeholders = placeholders;
    }

    /**
     * Reads a template and judges all that can be judged without its keys.
     *
     * @throws MalformedException where it breaks a rule of BIP388
     */
    public static Bip388Template parse(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw malformed("The template is too long: %d characters are the limit.".formatted(MOST_CHARACTERS));
        }
        Bip388Template template = new Bip388Template(text, TemplatePlaceholders.of(text));
        template.expression(SampleKeys.first(template.keyCount()), Network.MAINNET);
        return template;
    }

    /** The template of a descriptor, and the keys in the order of their placeholders; refused where it has no such form. */
    public static Filled of(OutputExpression expression) {
        Set<String> keys = new LinkedHashSet<>();
        expression.keys().stream()
                .flatMap(key -> key.participants().stream())
                .map(Bip388Template::keyText)
                .forEach(keys::add);
        List<String> inOrder = List.copyOf(keys);
        String text = expression.text(key -> placeholder(key, inOrder));
        return new Filled(parse(text), inOrder);
    }

    /** How many keys it asks for. */
    public int keyCount() {
        return placeholders.keyCount();
    }

    public String text() {
        return text;
    }

    /** The descriptor that it becomes, textually and without a checksum. {@code keys} are like {@code [origin]xpub}. */
    public String descriptor(List<String> keys) {
        return placeholders.fill(keys);
    }

    /**
     * What the template means with these keys.
     *
     * @throws MalformedException where their number is another, two are equal, or the descriptor is none
     */
    public OutputExpression expression(List<String> keys, Network network) {
        if (keys.size() != keyCount()) {
            throw malformed("The template asks for %d keys, and %d are given.".formatted(keyCount(), keys.size()));
        }
        OutputExpression expression = OutputExpression.parse(placeholders.fill(keys), network);
        List<KeyExpression> used = expression.keys().stream()
                .flatMap(key -> key.participants().stream())
                .toList();
        if (used.size() != placeholders.uses()) {
            throw malformed("Every key of a template is a placeholder like @0/** (BIP388).");
        }
        requireDistinct(keys, network);
        return expression;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bip388Template template && text.equals(template.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    private static void requireDistinct(List<String> keys, Network network) {
        Set<Object> points = new HashSet<>();
        for (String key : keys) {
            if (!(KeyExpression.parse(key, network) instanceof AccountKey account)
                    || !account.steps().isEmpty()) {
                throw malformed(
                        "A key of a template is an extended key, perhaps with its origin, and nothing below it.");
            }
            if (!points.add(account.key().publicKey())) {
                throw malformed("Two keys of the template are equal (BIP388).");
            }
        }
    }

    private static String placeholder(KeyExpression key, List<String> keys) {
        if (key instanceof MusigKey musig) {
            return IntStream.range(0, musig.participants().size())
                            .mapToObj(i -> "@"
                                    + keys.indexOf(keyText(musig.participants().get(i))))
                            .collect(Collectors.joining(",", "musig(", ")"))
                    + steps(musig.steps());
        }
        return "@" + keys.indexOf(keyText(key)) + steps(((AccountKey) key).steps());
    }

    private static String keyText(KeyExpression key) {
        if (key instanceof AccountKey account) {
            return account.bare();
        }
        throw malformed("A descriptor with a single key has no template: BIP388 knows extended keys only.");
    }

    private static String steps(KeySteps steps) {
        return steps.equals(KeySteps.RECEIVE_AND_CHANGE) ? ALL : steps.toString();
    }

    static MalformedException malformed(String message) {
        return new MalformedException(FORMAT, message);
    }

    /** A template and its keys, as texts. */
    public record Filled(Bip388Template template, List<String> keys) {

        public String text() {
            return template.text();
        }

        public Filled {
            keys = List.copyOf(keys);
        }
    }
}
