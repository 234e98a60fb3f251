package io.countersign.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.MessageSigner;
import io.countersign.testing.Person;
import io.countersign.testing.Reply;
import io.countersign.testing.Signer;
import io.countersign.testing.TestWallet;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Threat C5: with an extended public key, which the server has, and one private key below it the key of the whole account is known. So
 * what signs in must not lie below what holds coins, whichever of the two comes first.
 */
@QuarkusTest
class LoginKeyBelowWalletKeyTest {

    private static final int LAST_INDEX = 999;

    private final Signer signer = Signer.of(77);
    private final Person alice = Person.named("Alice");
    private final String wallet = alice.makesWallet();

    @Test
    void refusesALoginKeyBelowAKeyThatTheAccountHolds() {
        alice.letsIn(alice, wallet, "cosigner");
        register(alice).expect(201);

        for (MessageSigner child : new MessageSigner[] {child(0, 0), child(1, LAST_INDEX)}) {
            add(alice, child).refused(422, "login-key-is-wallet-key");
        }
        add(alice, child(0, LAST_INDEX + 1)).expect(201);
        add(alice, child(2, 0)).expect(201);
    }

    @Test
    void refusesAKeyAboveALoginKeyOfTheAccount() {
        alice.letsIn(alice, wallet, "cosigner");
        add(alice, child(1, 7)).expect(201);

        register(alice).refused(422, "key-is-login-key");
    }

    @Test
    void refusesToGiveAnInvitedKeyToWhoSignsInBelowIt() {
        TestWallet treasury = TestWallet.twoOfThree();
        Reply imported = alice.post(
                        "/v1/wallets",
                        Map.of("name", "Elsewhere", "network", "regtest", "descriptor", treasury.descriptor()))
                .expect(201);
        String keyId = imported.json().path("keys").get(0).path("id").asText();
        String key = imported.json().path("keys").get(0).path("key").asText();
        MessageSigner below = MessageSigner.of(treasury.seats().stream()
                .filter(seat -> seat.signer().keyText().equals(key))
                .findFirst()
                .orElseThrow()
                .signer()
                .child(0, 5)
                .value
                .toByteArray());

        Person bob = Person.named("Bob");
        add(bob, below).expect(201);
        Map<String, String> accepted = Map.of("code", claim(imported, keyId));
        bob.post("/v1/invitations/acceptance", accepted).refused(422, "login-key-is-wallet-key");
        assertThat(alice.get("/v1/wallets/%s/keys/%s".formatted(imported.get("id"), keyId))
                        .json()
                        .path("holder")
                        .isNull())
                .isTrue();
        Person.named("Carol").post("/v1/invitations/acceptance", accepted).expect(200);
    }

    private String claim(Reply imported, String keyId) {
        return alice.post("/v1/invitations", Map.of("walletId", imported.get("id"), "role", "cosigner", "keyId", keyId))
                .expect(201)
                .get("code");
    }

    private MessageSigner child(int branch, int index) {
        return MessageSigner.of(signer.child(branch, index).value.toByteArray());
    }

    private Reply register(Person person) {
        return person.post("/v1/wallets/%s/keys".formatted(wallet), Map.of("key", signer.keyText(), "label", "key"));
    }

    private static Reply add(Person person, MessageSigner device) {
        Reply challenge = Person.nobody().postPlain("/v1/auth/challenges", Map.of("method", "bip322"));
        return person.post(
                "/v1/me/login-keys",
                Map.of(
                        "loginKey", Map.of("type", "bip322", "address", device.address()),
                        "challengeId", challenge.get("challengeId"),
                        "signature", device.simple(challenge.get("message"))));
    }
}
