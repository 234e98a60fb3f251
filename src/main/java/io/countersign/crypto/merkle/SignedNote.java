package io.countersign.crypto.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** A text with signature lines (C2SP signed-note). Well-formed, but whose signatures are right only {@link #open} tells. */
public record SignedNote(String text, List<NoteSignature> signatures) {

    private static final int MOST_SIGNATURES = 100;
    private static final String FORMAT = "signed note";

    public SignedNote {
        text = requireText(text);
        signatures = List.copyOf(new LinkedHashSet<>(signatures));
    }

    public static SignedNote of(String text, NoteSignature... signatures) {
        return new SignedNote(text, List.of(signatures));
    }

    /** Reads UTF-8. The text ends at the last empty line; the lines after it are signatures, alike ones counted once. */
    public static SignedNote parse(Bytes bytes) {
        String note = decode(bytes);
        int end = note.lastIndexOf("\n\n");
        if (end < 0 || !note.endsWith("\n") || end == note.length() - 2) {
            throw new MalformedException(FORMAT, "A signed note is a text, an empty line, and lines of signatures.");
        }
        String[] lines = note.substring(end + 2).split("\n", MOST_SIGNATURES + 2);
        if (lines.length > MOST_SIGNATURES + 1) {
            throw new MalformedException(
                    FORMAT, "A note with more than %d signatures is not read.".formatted(MOST_SIGNATURES));
        }
        List<NoteSignature> signatures = new ArrayList<>();
        for (int i = 0; i < lines.length - 1; i++) {
            signatures.add(NoteSignature.parse(lines[i]));
        }
        return new SignedNote(note.substring(0, end + 1), signatures);
    }

    public static SignedNote parse(String note) {
        return parse(Bytes.wrap(note.getBytes(UTF_8)));
    }

    /** The same note with further signatures after its own. */
    public SignedNote with(List<NoteSignature> more) {
        List<NoteSignature> all = new ArrayList<>(signatures);
        all.addAll(more);
        return new SignedNote(text, all);
    }

    /**
     * Verifies every signature of a known key, and needs one at least. Lines of unknown keys are passed over.
     *
     * @throws NoteRefusedException if one of a known key is wrong, or there is none
     */
    public OpenedNote open(List<VerifierKey> known) {
        return OpenedNote.open(this, known);
    }

    /** The note whole, as it is read and sent. */
    @Override
    public String toString() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature).append('\n'));
        return note.toString();
    }

    static String requireText(String text) {
        if (!text.endsWith("\n") || text.chars().anyMatch(character -> character < ' ' && character != '\n')) {
            throw new MalformedException(
                    FORMAT, "A note's text ends in a line feed and has no other control characters.");
        }
        return text;
    }

    private static String decode(Bytes bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toArray())).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException(FORMAT, "A signed note is UTF-8.");
        }
    }
}
