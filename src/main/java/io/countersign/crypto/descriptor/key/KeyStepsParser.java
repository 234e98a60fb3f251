package io.countersign.crypto.descriptor.key;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.descriptor.key.KeySteps.Wildcard;
import io.countersign.crypto.key.DerivationPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Reads the steps below a key. */
final class KeyStepsParser {

    private static final String FORMAT = "derivation path";
    private static final int MOST_CHARACTERS = 4_096;
    private static final Map<String, Wildcard> WILDCARDS =
            Map.of("*", Wildcard.UNHARDENED, "*h", Wildcard.HARDENED, "*'", Wildcard.HARDENED);

    private KeyStepsParser() {}

    static KeySteps parse(String text) {
        if (text.isEmpty()) {
            return KeySteps.NONE;
        }
        if (text.charAt(0) != '/' || text.length() > MOST_CHARACTERS) {
            throw new MalformedException(FORMAT, "The steps below a key are written like /0/1 or /<0;1>/*.");
        }
        List<String> parts = new ArrayList<>(List.of(text.substring(1).split("/", -1)));
        Wildcard wildcard = WILDCARDS.getOrDefault(parts.get(parts.size() - 1), Wildcard.NONE);
        if (wildcard != Wildcard.NONE) {
            parts.remove(parts.size() - 1);
        }
        return new KeySteps(parts.stream().map(KeyStepsParser::choices).toList(), wildcard);
    }

    private static List<Long> choices(String part) {
        if (!part.startsWith("<")) {
            return List.of(step(part));
        }
        if (!part.endsWith(">")) {
            throw new MalformedException(FORMAT, "A tuple of steps is closed by > (BIP389).");
        }
        String[] choices = part.substring(1, part.length() - 1).split(";", -1);
        if (choices.length < 2) {
            throw new MalformedException(FORMAT, "A tuple names two steps or more, like <0;1> (BIP389).");
        }
        return Arrays.stream(choices).map(KeyStepsParser::step).toList();
    }

    private static long step(String text) {
        DerivationPath path = DerivationPath.parse(text);
        if (path.size() != 1) {
            throw new MalformedException(FORMAT, "A step below a key is missing.");
        }
        return path.step(0);
    }
}
