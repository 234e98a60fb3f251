package io.countersign.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.Account;
import io.countersign.testing.Accounts;
import io.countersign.testing.Api;
import io.countersign.testing.Ceremony;
import io.countersign.testing.Hash;
import io.countersign.testing.LoginKey;
import io.countersign.testing.Reply;
import io.countersign.testing.Signer;
import io.countersign.testing.Spend;
import io.countersign.testing.TestWallet;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Threats C4 and A2: a signature or a key of a request serves the one purpose, person and time that it was made for. */
@QuarkusTest
class ReplayTest {

    private final Api server = Api.here();
    private final Account alice = Accounts.of("Alice");
    private final Account mallory = Accounts.of("Mallory");

    @Test
    void refusesAttestationAsSignIn() {
        TestWallet wallet = TestWallet.twoOfThree();
        Reply made = Spend.of(wallet, wallet.fund(200_000)).propose().expect(201);
        String text = "Countersign proposal\nwallet %s\nproposal %s\ntxid %s\nmemo %s"
                .formatted(wallet.id(), made.get("id"), made.get("txid"), Hash.sha256(""));
        String attestation = alice.loginKey().sign(text);

        signIn(challenge(), alice.loginKey(), attestation).refused(401, "sign-in-refused");
        wallet.owning()
                .put("/v1/proposals/" + made.get("id") + "/attestation", Map.of("signature", attestation))
                .expect(200);
    }

    @Test
    void refusesSignInAsAttestation() {
        TestWallet wallet = TestWallet.twoOfThree();
        String id = Spend.of(wallet, wallet.fund(200_000)).propose().expect(201).get("id");
        String signature = alice.loginKey().sign(challenge().get("message"));

        wallet.owning()
                .put("/v1/proposals/" + id + "/attestation", Map.of("signature", signature))
                .refused(403, "attestation-by-another");
    }

    @Test
    void tellsItsPurposeInTheFirstWordsOfEveryText() {
        assertThat(challenge().get("message"))
                .matches("Countersign sign-in at http\\S+ nonce [0-9a-f]{32} expires \\S+Z");
    }

    @Test
    void letsEachChallengeServeOnce() {
        Reply challenge = challenge();
        String signature = alice.loginKey().sign(challenge.get("message"));
        signIn(challenge, alice.loginKey(), signature).expect(201);
        signIn(challenge, alice.loginKey(), signature).refused(401, "sign-in-refused");

        Reply spoilt = challenge();
        signIn(spoilt, alice.loginKey(), "00".repeat(64)).refused(401, "sign-in-refused");
        signIn(spoilt, alice.loginKey(), alice.loginKey().sign(spoilt.get("message")))
                .refused(401, "sign-in-refused");
    }

    @Test
    void refusesSignatureForAnotherChallengeOrByAnotherKey() {
        Reply one = challenge();
        Reply other = challenge();
        signIn(one, alice.loginKey(), alice.loginKey().sign(other.get("message")))
                .refused(401, "sign-in-refused");
        signIn(other, alice.loginKey(), mallory.loginKey().sign(other.get("message")))
                .refused(401, "sign-in-refused");
        Reply third = challenge();
        LoginKey stranger = LoginKey.of("a key that no account has");
        signIn(third, stranger, stranger.sign(third.get("message"))).refused(401, "sign-in-refused");
    }

    @Test
    void refusesProofThatAnotherAccountMade() {
        Signer device = Signer.of(41);
        Ceremony alices = Ceremony.begin("wsh", 1, alice, 2);
        alices.letIn(alice);
        Reply hers = register(alice, alices, device);
        Ceremony mallorys = Ceremony.begin("wsh", 1, mallory, 2);
        mallorys.letIn(mallory);
        Reply his = register(mallory, mallorys, device);
        assertThat(his.get("challenge")).contains("holder " + mallory.id()).isNotEqualTo(hers.get("challenge"));
        String proof = device.signMessage(hers.get("challenge"));

        prove(mallory, mallorys, his, proof).refused(422, "proof-wrong");

        prove(alice, alices, hers, proof).expect(200);
        prove(alice, alices, hers, proof).expect(200);
        prove(mallory, mallorys, his, proof).refused(422, "proof-wrong");
        prove(mallory, alices, hers, proof).refused(404, "not-found");
    }

    @Test
    void answersNobodyWithTheAnswerToAnothersIdempotencyKey() {
        TestWallet wallet = TestWallet.twoOfThree();
        Api bob = wallet.seat(1).api();
        Map<String, String> request = Map.of("label", "deposit");
        String key = "shared-by-chance";
        Reply alices = wallet.owning()
                .post(wallet.path("/addresses"), request, "Idempotency-Key", key)
                .expect(201);

        Reply bobs = bob.post(wallet.path("/addresses"), request, "Idempotency-Key", key)
                .expect(201);

        assertThat(bobs.header("Idempotent-Replayed")).isEmpty();
        assertThat(bobs.get("address")).isNotEqualTo(alices.get("address"));
        mallory.api()
                .post(wallet.path("/addresses"), request, "Idempotency-Key", key)
                .refused(404, "not-found");
    }

    private Reply challenge() {
        return server.post("/v1/auth/challenges", Map.of("method", "es256")).expect(201);
    }

    private Reply signIn(Reply challenge, LoginKey key, String signature) {
        return server.post(
                "/v1/auth/tokens",
                Map.of(
                        "challengeId",
                        challenge.get("challengeId"),
                        "publicKey",
                        key.publicKey(),
                        "signature",
                        signature));
    }

    private static Reply register(Account account, Ceremony ceremony, Signer device) {
        return account.api()
                .post(
                        "/v1/wallets/" + ceremony.walletId() + "/keys",
                        Map.of("key", device.keyText(), "label", "key of " + account.name()))
                .expect(201);
    }

    private static Reply prove(Account account, Ceremony ceremony, Reply key, String signature) {
        return account.api()
                .post(
                        "/v1/wallets/%s/keys/%s/proof".formatted(ceremony.walletId(), key.get("id")),
                        Map.of("path", "0/0", "signature", signature, "format", "bip137"));
    }
}
