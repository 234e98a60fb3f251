package io.countersign.crypto.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.tx.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CosignerKeyTest {

    private static final String TPUB =
            "tpubDDwf2gdFxFahr9RUtDQCuZmsx34CfdZ7RALAirwC2FGeLBzW1TDiEpqFeRdxLdZD7rfsbZHYwSaT6CLM3TAcYRw6xfRv4U6KCQt4Zuhvjkz";
    private static final String KEY = "[4ba43603/48h/1h/0h/2h]" + TPUB;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                TPUB,
                "[4ba43603/48h/1h/0h/2h",
                "[4ba43603/48h/1h/0h/2h]",
                "[4ba43603/48h/1h/0h]" + TPUB,
                "[4ba43603/48h/1h/0h/2h/0]" + TPUB,
                "[4ba4360/48h/1h/0h/2h]" + TPUB,
                "[4ba436033/48h/1h/0h/2h]" + TPUB,
                "[4ba4360g/48h/1h/0h/2h]" + TPUB,
                "[4ba43603/48H/1h/0h/2h]" + TPUB,
                "[4ba43603//48h/1h/0h]" + TPUB,
                "[4ba43603/48h/1h/0h/]" + TPUB,
                "[4ba43603/m/48h/1h/0h]" + TPUB,
                "[4ba43603/48h/1h/0h/2147483648]" + TPUB,
                "[4ba43603/48h/1h/0h/+2]" + TPUB,
                "[4ba43603/48h/1h/0h/\u0662]" + TPUB,
                "[4ba43603/48h/1h/0h/2h]" + TPUB + "/0",
                "[4ba43603/48h/1h/0h/2h]" + TPUB + "/<0;1>/*",
                "[4ba43603/48h/1h/0h/2h] " + TPUB,
                "[4ba43603/48h/1h/0h/2h][4ba43603/48h/1h/0h/2h]" + TPUB,
                "[4ba43603/48h/1h/0h/2h]0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
            })
    void refusesWhatIsNoKeyWithItsOrigin(String text) {
        assertThatThrownBy(() -> CosignerKey.parse(text, Network.REGTEST)).isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesKeyOfAnotherNetwork() {
        assertThatThrownBy(() -> CosignerKey.parse(KEY, Network.MAINNET))
                .isInstanceOf(MalformedException.class)
                .hasMessage("The key is a tpub, but the network is mainnet.");
    }

    @Test
    void refusesSlip132VersionsHere() {
        String multisigKey =
                "[deadbeef/48h/0h/0h/2h]Zpub74Jru6aftwwHxCUCWEvP6DgrfFsdA4U6ZRtQ5i8qJpMcC39yZGv3egBhQfV3MS9pZtH5z8iV5qWkJsK6ESs6mSzt4qvGhzJxPeeVS2e1zUG";

        assertThatThrownBy(() -> CosignerKey.parse(multisigKey, Network.MAINNET))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("SLIP132");
    }

    @Test
    void readsBothSignsOfHardeningAndPrintsOne() {
        CosignerKey key = CosignerKey.parse("[4BA43603/48'/1h/0'/2h]" + TPUB, Network.SIGNET);

        assertThat(key).isEqualTo(CosignerKey.parse(KEY, Network.REGTEST)).hasToString(KEY);
        assertThat(key.fingerprint()).hasToString("4ba43603");
        assertThat(key.origin().path())
                .isEqualTo(DerivationPath.of(0x80000030L, 0x80000001L, 0x80000000L, 0x80000002L));
        assertThat(key.key().depth()).isEqualTo(4);
    }
}
