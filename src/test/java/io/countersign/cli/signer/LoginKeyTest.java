package io.countersign.cli.signer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.cipher.P256PublicKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginKeyTest {

    private static final String CHALLENGE = "Countersign sign-in at http://localhost:8080"
            + " nonce 5f2c5f2c5f2c5f2c5f2c5f2c5f2c5f2c expires 2026-11-24T08:05:00.000Z";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Countersign proposal\nwallet W",
                CHALLENGE + "\n",
                " " + CHALLENGE,
                "Countersign sign-in at  nonce 5f2c expires 2026-11-24T08:05:00.000Z"
            })
    void refusesTextsThatAreNoSignInChallenge(String text) {
        assertThatThrownBy(() -> LoginKey.make().signIn(text)).isInstanceOf(SigningRefusedException.class);
    }

    @Test
    void refusesFileThatIsNoLoginKey(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("login"), "something else\n");

        assertThatThrownBy(() -> LoginKey.read(file)).isInstanceOf(SigningRefusedException.class);
    }

    @Test
    void signsInWithTheKeyThatItsFileHolds(@TempDir Path directory) throws IOException {
        LoginKey made = LoginKey.make();
        LoginKey read = LoginKey.read(Files.writeString(directory.resolve("login"), made.lines()));

        Bytes signature = Bytes.ofHex(read.signIn(CHALLENGE));

        assertThat(read.publicKeyHex()).isEqualTo(made.publicKeyHex());
        assertThat(signature.size()).isEqualTo(64);
        P256PublicKey key = P256PublicKey.parse(Bytes.ofHex(made.publicKeyHex()));
        assertThat(key.verifies(Bytes.wrap(CHALLENGE.getBytes(StandardCharsets.UTF_8)), signature))
                .isTrue();
    }
}
