package io.countersign.platform.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All signing keys of the server. One signs at a time; a replaced one verifies until the last token it signed has expired. */
public record SigningKeySet(List<SigningKey> keys) {

    /** Tokens live 10 minutes; the rest allows for clocks that differ between copies. */
    static final Duration OVERLAP = Duration.ofHours(1);

    public SigningKeySet {
        keys = keys.stream()
                .sorted(Comparator.comparingInt(SigningKey::generation))
                .toList();
    }

    /** The key that signs now: the newest whose time has come. */
    public Optional<SigningKey> signer(Instant now) {
        return keys.stream().filter(key -> !key.signsFrom().isAfter(now)).reduce((older, newer) -> newer);
    }

    /** The key of that id, if its tokens may still be valid. */
    public Optional<SigningKey> find(String kid, Instant now) {
        return published(now).stream().filter(key -> key.kid().equals(kid)).findFirst();
    }

    /** The keys by which tokens are verified now, and those that will sign soon. */
    public List<SigningKey> published(Instant now) {
        return keys.stream().filter(key -> !isOver(key, now)).toList();
    }

    /** Whether the next key should be made: there is none, or the newest has signed for its lifetime. */
    public boolean isNextDue(Instant now, Duration lifetime) {
        return keys.isEmpty() || !newest().signsFrom().plus(lifetime).isAfter(now);
    }

    public int nextGeneration() {
        return keys.isEmpty() ? 1 : newest().generation() + 1;
    }

    public boolean isEmpty() {
        return keys.isEmpty();
    }

    private SigningKey newest() {
        return keys.get(keys.size() - 1);
    }

    private boolean isOver(SigningKey key, Instant now) {
        return keys.stream()
                .anyMatch(other -> other.generation() > key.generation()
                        && !other.signsFrom().plus(OVERLAP).isAfter(now));
    }
}
