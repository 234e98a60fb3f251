package io.countersign.crypto.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.crypto.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A note that known keys have signed: only {@link SignedNote#open} makes one. */
public final class OpenedNote {

    private final String text;
    private final List<Verified> verified;
    private final List<NoteSignature> unverified;

    private OpenedNote(String text, List<Verified> verified, List<NoteSignature> unverified) {
        this.text = text;
        this.verified = List.copyOf(verified);
        this.unverified = List.copyOf(unverified);
    }

    static OpenedNote open(SignedNote note, List<VerifierKey> known) {
        List<Verified> verified = new ArrayList<>();
        List<NoteSignature> unverified = new ArrayList<>();
        for (NoteSignature signature : note.signatures()) {
            List<VerifierKey> keys = known.stream().filter(signature::isBy).toList();
            if (keys.isEmpty()) {
                unverified.add(signature);
            } else if (keys.size() > 1) {
                throw new NoteRefusedException("Two of the known keys have the same name and id.");
            } else {
                verified.add(verify(note.text(), signature, keys.get(0)));
            }
        }
        if (verified.isEmpty()) {
            throw new NoteRefusedException("None of the known keys has signed the note.");
        }
        return new OpenedNote(note.text(), verified, unverified);
    }

    private static Verified verify(String text, NoteSignature signature, VerifierKey key) {
        return switch (key.use()) {
            case NOTE -> {
                Bytes message = Bytes.wrap(text.getBytes(UTF_8));
                yield verified(signature, key, message, signature.signature(), OptionalLong.empty());
            }
            case COSIGNATURE -> {
                Cosignature cosignature = Cosignature.parse(signature.signature());
                Bytes message = Cosignature.message(cosignature.time(), text);
                OptionalLong time = OptionalLong.of(cosignature.time());
                yield verified(signature, key, message, cosignature.signature(), time);
            }
        };
    }

    private static Verified verified(
            NoteSignature line, VerifierKey key, Bytes message, Bytes signature, OptionalLong time) {
        if (!key.key().verifies(message, signature)) {
            throw new NoteRefusedException("The signature of the key " + key.name() + " is wrong.");
        }
        return new Verified(line, key, time);
    }

    public String text() {
        return text;
    }

    /** The right signatures, in the note's order. */
    public List<Verified> verified() {
        return verified;
    }

    /** The lines of unknown keys, which say nothing. */
    public List<NoteSignature> unverified() {
        return unverified;
    }

    public boolean isSignedBy(VerifierKey key) {
        return verified.stream().anyMatch(signature -> signature.key().equals(key));
    }

    /** When that key cosigned last, in seconds since 1970, if it has. */
    public OptionalLong cosignedAt(VerifierKey key) {
        return verified.stream()
                .filter(signature -> signature.key().equals(key))
                .flatMapToLong(signature -> signature.time().stream())
                .max();
    }

    /** A right signature: its line, its key, and for cosignatures its time. */
    public record Verified(NoteSignature line, VerifierKey key, OptionalLong time) {}
}
