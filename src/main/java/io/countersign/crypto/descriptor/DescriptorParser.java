package io.countersign.crypto.descriptor;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.key.CosignerKey;
import io.countersign.crypto.script.Threshold;
import io.countersign.crypto.tx.Network;
import java.util.List;
import java.util.Optional;

/** Reads the forms of descriptors that this server supports; all others are refused by name. */
final class DescriptorParser {

    private static final int MOST_CHARACTERS = 16_384;
    private static final String SUPPORTED =
            "wsh(...), sh(wsh(...)) and sh(...) of multi or sortedmulti are supported, with keys like [origin]xpub/<0;1>/*";

    /** sh(wsh( before sh(, which it also begins with. */
    private static final List<ScriptKind> KINDS = List.of(ScriptKind.WSH, ScriptKind.SH_WSH, ScriptKind.SH);

    private DescriptorParser() {}

    static Descriptor parse(String text, Network network) {
        if (text.length() > MOST_CHARACTERS) {
            throw malformed("The descriptor is too long: %d characters are the limit.".formatted(MOST_CHARACTERS));
        }
        String body = DescriptorChecksum.strip(text);
        return KINDS.stream()
                .flatMap(kind -> kind.unwrap(body).flatMap(inside -> parse(kind, inside, network)).stream())
                .findFirst()
                .orElseThrow(() -> malformed("This form of descriptor is not supported: " + SUPPORTED + "."));
    }

    private static Optional<Descriptor> parse(ScriptKind kind, String inside, Network network) {
        return arguments("sortedmulti(", inside)
                .map(arguments -> parse(kind, true, arguments, network))
                .or(() -> arguments("multi(", inside).map(arguments -> parse(kind, false, arguments, network)));
    }

    /** What stands between the parentheses of {@code function}, where nothing is nested inside. */
    private static Optional<List<String>> arguments(String function, String text) {
        if (!text.startsWith(function) || text.indexOf(')') != text.length() - 1) {
            return Optional.empty();
        }
        String arguments = text.substring(function.length(), text.length() - 1);
        return arguments.indexOf('(') < 0 ? Optional.of(List.of(arguments.split(",", -1))) : Optional.empty();
    }

    private static Descriptor parse(ScriptKind kind, boolean sorted, List<String> arguments, Network network) {
        int required = number(arguments.get(0));
        List<String> keys = arguments.subList(1, arguments.size());
        Threshold threshold = Threshold.of(required, keys.size());
        return Descriptor.of(
                kind,
                sorted,
                threshold,
                keys.stream().map(key -> key(key, network)).toList());
    }

    private static int number(String text) {
        boolean wellFormed =
                !text.isEmpty() && text.length() <= 3 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!wellFormed) {
            throw malformed("The first argument of multi and sortedmulti is the number of signatures required.");
        }
        return Integer.parseInt(text);
    }

    private static CosignerKey key(String text, Network network) {
        if (!text.endsWith(Descriptor.BRANCHES)) {
            throw malformed("Every key must end in /<0;1>/*, for the receive and the change branch (BIP389).");
        }
        return CosignerKey.parse(text.substring(0, text.length() - Descriptor.BRANCHES.length()), network);
    }

    private static MalformedException malformed(String message) {
        return new MalformedException(Descriptor.FORMAT, message);
    }
}
