package io.countersign.journal.log;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Ed25519PrivateKey;
import io.countersign.journal.log.store.StoredLogKey;
import io.countersign.platform.config.Sealer;
import io.countersign.platform.time.Randomness;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Makes the log's keys, and turns them into rows and back: the seed encrypted for its row. */
@Singleton
public class LogKeyCodec {

    private final Sealer sealer;
    private final Randomness randomness;

    public LogKeyCodec(Sealer sealer, Randomness randomness) {
        this.sealer = sealer;
        this.randomness = randomness;
    }

    public StoredLogKey make(int generation, Instant now) {
        Bytes32 seed = Bytes32.wrap(randomness.bytes(Bytes32.SIZE));
        Bytes sealed = Bytes.wrap(sealer.seal(seed.toArray(), context(generation)));
        Ed25519PrivateKey key = Ed25519PrivateKey.ofSeed(seed);
        return new StoredLogKey(generation, key.publicKey().value(), sealed, now);
    }

    Ed25519PrivateKey open(StoredLogKey row) {
        byte[] seed = sealer.open(row.sealedSeed().toArray(), context(row.generation()));
        Ed25519PrivateKey key = Ed25519PrivateKey.ofSeed(Bytes32.wrap(seed));
        if (!key.publicKey().value().equals(row.publicKey())) {
            throw new IllegalStateException(
                    "the log's key %d is not the one of its public part".formatted(row.generation()));
        }
        return key;
    }

    private static String context(int generation) {
        return "log_key/" + generation;
    }
}
