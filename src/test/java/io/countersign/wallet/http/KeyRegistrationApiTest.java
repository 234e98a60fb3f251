package io.countersign.wallet.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.Account;
import io.countersign.testing.Accounts;
import io.countersign.testing.Ceremony;
import io.countersign.testing.Reply;
import io.countersign.testing.Signer;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The keys of a wallet as their cosigners register and prove them. */
@QuarkusTest
class KeyRegistrationApiTest {

    private static final String PATH = "48h/1h/0h/2h";

    /** BIP32's test vector 1, chain m, on the test networks: private and public. */
    private static final String TPRV =
            "tprv8ZgxMBicQKsPeDgjzdC36fs6bMjGApWDNLR9erAXMs5skhMv36j9MV5ecvfavji5khqjWaWSFhN3YcCUUdiKH6isR4Pwy3U5y5egddBr16m";

    private static final String XPUB =
            "xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ29ESFjqJoCu1Rupje8YtGqsefD265TMg7usUDFdp6W1EGMcet8";

    private final Account alice = Accounts.of("Alice");
    private final Signer device = Signer.of(1, PATH);
    private String keys = "";

    @BeforeEach
    void begin() {
        Ceremony ceremony = Ceremony.begin("wsh", 2, alice, 3);
        ceremony.letIn(alice);
        keys = "/v1/wallets/" + ceremony.walletId() + "/keys";
    }

    private Reply register(String key) {
        return alice.api().post(keys, Map.of("key", key, "label", "safe"));
    }

    private Reply register(int seed, int position) {
        return alice.api()
                .post(keys, Map.of("key", Signer.of(seed, PATH).keyText(), "label", "safe", "position", position));
    }

    @Test
    void refusesWhatIsNoKeyAsUnreadable() {
        register("nonsense").refused(400, "malformed-value");
        register("[d34db33f/48h" + device.keyText()).refused(400, "malformed-value");
        register("[d34db33f/48h]nonsense").refused(400, "malformed-value");
        String text = device.keyText();
        register(text.substring(0, text.length() - 1) + (text.endsWith("1") ? "2" : "1"))
                .refused(400, "malformed-value");
    }

    @Test
    void refusesKeysThatCanBeReadButNotStandInTheWallet() {
        String text = device.keyText();
        String bare = text.substring(text.indexOf(']') + 1);
        register(bare).refused(422, "key-refused");
        register(text + "/0/*").refused(422, "key-refused");
        register(text.replace("/2h]", "]")).refused(422, "key-refused");
        register("[d34db33f]" + XPUB).refused(422, "key-refused");
        Reply exposed = register("[d34db33f]" + TPRV).refused(422, "key-refused");
        assertThat(exposed.text()).doesNotContain(TPRV);
    }

    @Test
    void takesThePositionThatARegistrationNames() {
        assertThat(register(1, 2).expect(201).json().path("position").asInt()).isEqualTo(2);
        register(2, 2).refused(409, "position-taken");
        register(2, 3).refused(422, "position-unknown");
        register(2, -1).refused(422, "position-unknown");
        Reply free = register(Signer.of(2, PATH).keyText()).expect(201);
        assertThat(free.json().path("position").asInt()).isZero();
        register(3, 1).expect(201);
        register(4, 1).refused(409, "wallet-full");
    }

    @Test
    void tellsProofsThatAreWrongFromTextThatIsNone() {
        Reply key = register(device.keyText()).expect(201);
        String proof = keys + "/" + key.get("id") + "/proof";
        String signature = device.signMessage(key.get("challenge"));
        alice.api()
                .post(proof, Map.of("path", "0/0/0", "signature", signature, "format", "bip137"))
                .refused(422, "proof-wrong");
        alice.api()
                .post(proof, Map.of("path", "0h", "signature", signature, "format", "bip137"))
                .refused(422, "proof-wrong");
        alice.api()
                .post(proof, Map.of("path", "0/0", "signature", "c2hvcnQ=", "format", "bip137"))
                .refused(422, "proof-wrong");
        alice.api()
                .post(proof, Map.of("path", "0/0", "signature", "smpAkgw", "format", "bip322"))
                .refused(422, "proof-wrong");
        for (String format : new String[] {"bip137", "bip322"}) {
            alice.api()
                    .post(proof, Map.of("path", "0/0", "signature", "no base64!", "format", format))
                    .refused(400, "malformed-value");
        }
        alice.api()
                .post(proof, Map.of("path", "0/0", "signature", signature, "format", "bip137"))
                .expect(200);
    }

    @Test
    void tellsOfARemovedKeyInAWordThatKeysHave() {
        Reply key = register(device.keyText()).expect(201);
        alice.api().delete(keys + "/" + key.get("id")).expect(204);
        Reply told = alice.api()
                .get(keys.replace("/keys", "/events?after=0&types=key.retired&wait=0"))
                .expect(200);
        for (int i = 0; i < 50 && told.json().path("items").isEmpty(); i++) {
            told = alice.api().get(keys.replace("/keys", "/events?types=key.retired"));
        }
        assertThat(told.json().at("/items/0/data/state").asText()).isEqualTo("retired");
    }
}
