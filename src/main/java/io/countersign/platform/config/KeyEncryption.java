package io.countersign.platform.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.platform.db.KeyEncryptionCheck;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * Finds the key-encryption key at the start, and proves by a value sealed under it that it is the one of this database. A key is made
 * only for a database that knows none: a second one would make the first one's secrets unreadable.
 */
@Singleton
class KeyEncryption {

    private static final String CONTEXT = "key_encryption_check";
    private static final byte[] CONTENT = "This key-encryption key is the right one.".getBytes(UTF_8);

    private final KeyEncryptionKeySource source;
    private final KeyEncryptionCheck check;

    KeyEncryption(KeyEncryptionKeySource source, KeyEncryptionCheck check) {
        this.source = source;
        this.check = check;
    }

    @Produces
    @Singleton
    @Startup
    KeyEncryptionKey keyEncryptionKey() {
        return check.find().map(this::known).orElseGet(this::first);
    }

    private KeyEncryptionKey known(byte[] sealed) {
        KeyEncryptionKey key = source.find()
                .orElseThrow(() -> new StartRefusedException(
                        "The database's secrets are encrypted under a key-encryption key that is not here. Put it back into %s, or set %s."
                                .formatted(source.place(), ServerConfig.KEY_ENCRYPTION_KEY)));
        return proven(key, sealed);
    }

    private KeyEncryptionKey proven(KeyEncryptionKey key, byte[] sealed) {
        try {
            key.open(sealed, CONTEXT);
            return key;
        } catch (IllegalArgumentException e) {
            throw new StartRefusedException(
                    "The key-encryption key in %s is not the one under which this database's secrets are encrypted. Give back the right one, or the database that belongs to it."
                            .formatted(source.place()),
                    e);
        }
    }

    private KeyEncryptionKey first() {
        return source.find().map(this::given).orElseGet(this::made);
    }

    private KeyEncryptionKey given(KeyEncryptionKey key) {
        if (check.insert(key.seal(CONTENT, CONTEXT))) {
            return key;
        }
        return proven(key, check.find().orElseThrow());
    }

    private KeyEncryptionKey made() {
        KeyEncryptionKey key = source.make();
        if (!check.insert(key.seal(CONTENT, CONTEXT))) {
            source.forget();
            throw new StartRefusedException(
                    "Another server was the first on this database and made the key-encryption key a moment ago. Copy its key into %s, or set %s for both."
                            .formatted(source.place(), ServerConfig.KEY_ENCRYPTION_KEY));
        }
        return key;
    }
}
