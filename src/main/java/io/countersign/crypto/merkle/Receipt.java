package io.countersign.crypto.merkle;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes32;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The promise that an entry will stand in the log: what a receipt's note says.
 *
 * @param entry the leaf hash
 * @param time when it was made, as the interface writes times
 */
public record Receipt(String origin, Bytes32 entry, String time) {

    private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{3}Z");
    private static final Pattern TEXT =
            Pattern.compile("([^\\n]+)/receipt\\nentry ([0-9a-f]{64})\\ntime ([0-9TZ:.-]+)\\n");

    public Receipt {
        if (origin.isEmpty() || origin.contains("\n") || !TIME.matcher(time).matches()) {
            throw malformed();
        }
    }

    /** Reads a note's text. */
    public static Receipt parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw malformed();
        }
        return new Receipt(matcher.group(1), Bytes32.ofHex(matcher.group(2)), matcher.group(3));
    }

    /** The note's text. */
    public String text() {
        return origin + "/receipt\nentry " + entry.toHex() + "\ntime " + time + "\n";
    }

    private static MalformedException malformed() {
        return new MalformedException(
                "receipt", "A receipt's note has the lines <origin>/receipt, entry <hash> and time <time>.");
    }
}
