package io.countersign.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.platform.db.KeyEncryptionCheck;
import io.countersign.platform.time.Randomness;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class KeyEncryptionDbTest {

    @Inject
    KeyEncryptionKey key;

    @Inject
    KeyEncryptionCheck check;

    @Inject
    DataDirectory directory;

    @Inject
    Randomness randomness;

    @TempDir
    Path elsewhere;

    @Test
    void refusesWhenTheFileIsMissing() {
        assertThatThrownBy(() -> keyEncryption(Optional.empty(), elsewhere).keyEncryptionKey())
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContainingAll("not here", elsewhere.toString(), "countersign.key-encryption-key");
    }

    @Test
    void refusesAnotherKey() {
        String another = Base64.getEncoder().encodeToString(randomness.bytes(32));

        assertThatThrownBy(() -> keyEncryption(Optional.of(another), elsewhere).keyEncryptionKey())
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("not the one under which this database's secrets are encrypted");
    }

    @Test
    void refusesKeyThatIsNoneWithoutShowingIt() {
        assertThatThrownBy(
                        () -> keyEncryption(Optional.of("c2VjcmV0"), elsewhere).keyEncryptionKey())
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("32 bytes in base64")
                .hasMessageNotContaining("c2VjcmV0");
    }

    @Test
    void secondOfTwoFirstStartsLeavesNoKeyBehind() {
        KeyEncryptionCheck late = new BlindAtFirst(check);

        assertThatThrownBy(() -> new KeyEncryption(source(Optional.empty(), elsewhere), late).keyEncryptionKey())
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("Another server was the first");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void secondOfTwoFirstStartsGoesOnWhereBothHaveTheSameKey() throws Exception {
        String same = Files.readString(directory.resolve("key-encryption-key"));
        KeyEncryptionCheck late = new BlindAtFirst(check);

        KeyEncryptionKey found = new KeyEncryption(source(Optional.of(same), elsewhere), late).keyEncryptionKey();

        assertThat(found.open(key.seal(new byte[] {7}, "test"), "test")).containsExactly(7);
    }

    @Test
    void keepsTheKeyInFileOfItsOwnerOnly() throws Exception {
        assertThat(Files.getPosixFilePermissions(directory.resolve("key-encryption-key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    private KeyEncryption keyEncryption(Optional<String> setting, Path path) {
        return new KeyEncryption(source(setting, path), check);
    }

    private KeyEncryptionKeySource source(Optional<String> setting, Path path) {
        ServerConfig config = new ServerConfig() {
            @Override
            public Path dataDirectory() {
                return path;
            }

            @Override
            public Optional<String> keyEncryptionKey() {
                return setting;
            }

            @Override
            public Optional<String> firstInvitation() {
                return Optional.empty();
            }

            @Override
            public String publicUrl() {
                return "http://localhost:8080";
            }
        };
        return new KeyEncryptionKeySource(config, DataDirectory.at(path), randomness);
    }

    /** What a start sees whose twin stores its check between our look and our insert. */
    private static final class BlindAtFirst extends KeyEncryptionCheck {

        private final KeyEncryptionCheck stored;
        private boolean looked;

        BlindAtFirst(KeyEncryptionCheck stored) {
            super(null);
            this.stored = stored;
        }

        @Override
        public Optional<byte[]> find() {
            Optional<byte[]> seen = looked ? stored.find() : Optional.empty();
            looked = true;
            return seen;
        }

        @Override
        public boolean insert(byte[] sealed) {
            return stored.insert(sealed);
        }
    }
}
