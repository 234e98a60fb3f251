package io.countersign.platform.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.platform.time.Sources;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class KeyEncryptionKeyTest {

    private static final byte[] SECRET = "a token's signing key".getBytes(UTF_8);

    private final KeyEncryptionKey key = new KeyEncryptionKey(new byte[32], Sources.randomness());

    @Test
    void refusesToOpenForAnotherContext() {
        byte[] sealed = key.seal(SECRET, "signing_key 1");

        assertThatThrownBy(() -> key.open(sealed, "signing_key 2")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesToOpenUnderAnotherKey() {
        byte[] another = new byte[32];
        another[31] = 1;
        byte[] sealed = key.seal(SECRET, "signing_key 1");

        assertThatThrownBy(() -> new KeyEncryptionKey(another, Sources.randomness()).open(sealed, "signing_key 1"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesWhateverBitWasChanged() {
        byte[] sealed = key.seal(SECRET, "signing_key 1");

        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> key.open(changed, "signing_key 1")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void refusesWhatIsTooShort() {
        byte[] sealed = key.seal(new byte[0], "empty");

        for (int length = 0; length < sealed.length; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> key.open(cut, "empty")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void refusesKeyOfWrongLength() {
        assertThatThrownBy(() -> new KeyEncryptionKey(new byte[31], Sources.randomness()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void opensWhatItSealed() {
        assertThat(key.open(key.seal(SECRET, "signing_key 1"), "signing_key 1")).isEqualTo(SECRET);
    }

    @Test
    void sealsTheSameTextDifferentlyEachTime() {
        assertThat(key.seal(SECRET, "signing_key 1")).isNotEqualTo(key.seal(SECRET, "signing_key 1"));
    }
}
