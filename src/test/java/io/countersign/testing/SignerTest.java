package io.countersign.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The software signers have the keys that the contract's example names. */
class SignerTest {

    @Test
    void hasTheKeysOfTheExample() {
        assertThat(Signer.of(1).keyText())
                .isEqualTo("[4ba43603/48h/1h/0h/2h]tpubDDwf2gdFxFahr9RUtDQCuZmsx34CfdZ7RALAirwC2FGeLBzW1TDiEpqFe"
                        + "RdxLdZD7rfsbZHYwSaT6CLM3TAcYRw6xfRv4U6KCQt4Zuhvjkz");
        assertThat(Signer.of(2).fingerprint()).isEqualTo("8dfc9b34");
        assertThat(Signer.of(3).fingerprint()).isEqualTo("56c4fac3");
    }

    @Test
    void signsMessagesByTheChildAsSegwitAddress() {
        assertThat(Signer.of(1).signMessage("Countersign")).matches("[JKI][A-Za-z0-9+/]{86}=");
    }

    @Test
    void signsForTheLoginKeyInFixedForm() {
        assertThat(LoginKey.of("Alice").publicKey()).matches("0[23][0-9a-f]{64}");
        assertThat(LoginKey.of("Alice").sign("text")).hasSize(128);
    }
}
