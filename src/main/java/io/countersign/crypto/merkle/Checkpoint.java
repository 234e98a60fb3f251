package io.countersign.crypto.merkle;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Base64Text;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** What a log says of itself (C2SP tlog-checkpoint): its origin, how many leaves it has, and their root. */
public record Checkpoint(String origin, long size, Bytes rootHash, List<String> extensions) {

    private static final String FORMAT = "checkpoint";
    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,18}");

    public Checkpoint {
        extensions = List.copyOf(extensions);
        if (origin.isEmpty() || origin.contains("\n") || size < 0 || rootHash.isEmpty()) {
            throw malformed();
        }
        if (extensions.stream().anyMatch(line -> line.isEmpty() || line.contains("\n"))) {
            throw malformed();
        }
    }

    public static Checkpoint of(String origin, long size, Bytes32 root) {
        return new Checkpoint(origin, size, root.bytes(), List.of());
    }

    /** Reads a note's text. The root may have any length: one that is no SHA-256 equals no root that is computed. */
    public static Checkpoint parse(String text) {
        String[] lines = text.split("\n", -1);
        int end = lines.length - 1;
        if (end < 3 || !lines[end].isEmpty()) {
            throw malformed();
        }
        return new Checkpoint(
                lines[0], size(lines[1]), Base64Text.decode(lines[2]), List.of(Arrays.copyOfRange(lines, 3, end)));
    }

    /** The note's text. */
    public String text() {
        StringBuilder text = new StringBuilder(origin)
                .append('\n')
                .append(size)
                .append('\n')
                .append(Base64Text.encode(rootHash))
                .append('\n');
        extensions.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private static long size(String text) {
        try {
            if (SIZE.matcher(text).matches()) {
                return Long.parseLong(text);
            }
        } catch (NumberFormatException e) {
            throw malformed();
        }
        throw malformed();
    }

    private static MalformedException malformed() {
        return new MalformedException(
                FORMAT, "A checkpoint has the lines origin, size in decimal and root in base64, and no empty ones.");
    }
}
