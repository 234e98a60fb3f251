package io.countersign.platform.config;

import io.countersign.platform.time.Randomness;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/** Where the key-encryption key comes from: the setting, or else a file in the data directory. */
@Singleton
public class KeyEncryptionKeySource {

    private static final String FILE = "key-encryption-key";

    private final Optional<String> setting;
    private final DataDirectory directory;
    private final Randomness randomness;

    @Inject
    KeyEncryptionKeySource(ServerConfig config, DataDirectory directory, Randomness randomness) {
        this(config.keyEncryptionKey(), directory, randomness);
    }

    /** For a command that runs without the server; {@code setting} is that of the key. */
    public KeyEncryptionKeySource(Optional<String> setting, DataDirectory directory, Randomness randomness) {
        this.setting = setting;
        this.directory = directory;
        this.randomness = randomness;
    }

    public Optional<KeyEncryptionKey> find() {
        return setting.or(this::readFile).map(this::parse);
    }

    /** Makes a key and its file. */
    KeyEncryptionKey make() {
        byte[] key = randomness.bytes(KeyEncryptionKey.SIZE);
        try {
            PrivateFiles.create(file(), Base64.getEncoder().encodeToString(key) + "\n");
        } catch (IOException e) {
            throw new StartRefusedException(
                    "The new key-encryption key can't be written to %s: %s. Make the directory writable or set %s."
                            .formatted(file(), e, ServerConfig.KEY_ENCRYPTION_KEY));
        }
        return new KeyEncryptionKey(key, randomness);
    }

    /** Takes back what {@link #make} wrote a moment ago. */
    void forget() {
        try {
            Files.delete(file());
        } catch (IOException e) {
            throw new StartRefusedException(
                    "The file %s is of no use and could not be deleted: delete it.".formatted(file()), e);
        }
    }

    /** For messages: the place of the key that is used, or that is missing. */
    String place() {
        return setting.isPresent() ? "the setting " + ServerConfig.KEY_ENCRYPTION_KEY : "the file " + file();
    }

    private Path file() {
        return directory.resolve(FILE);
    }

    private Optional<String> readFile() {
        try {
            return Optional.of(Files.readString(file()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StartRefusedException("The file %s can't be read: %s.".formatted(file(), e), e);
        }
    }

    private KeyEncryptionKey parse(String text) {
        try {
            return new KeyEncryptionKey(Base64.getDecoder().decode(text.strip()), randomness);
        } catch (IllegalArgumentException e) {
            // Without the cause: it could quote the key.
            throw new StartRefusedException(
                    "The key-encryption key in %s must be 32 bytes in base64, which are 44 characters."
                            .formatted(place()));
        }
    }
}
