package io.countersign.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.testing.Person;
import io.countersign.testing.Reply;
import io.countersign.testing.Signer;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A change is made to the state that its client has seen, or not at all. Members, login keys and invitations have tests of their own. */
@QuarkusTest
class IfMatchTest {

    private final Person alice = Person.named("Alice");

    @Test
    void addsAWalletToTheListThatWasSeen() {
        Map<String, Object> policy = Map.of("script", "wsh", "threshold", 2, "total", 3);
        Map<String, Object> wallet = Map.of("name", "Treasury", "network", "regtest", "policy", policy);
        String seen = alice.get("/v1/wallets").etag();

        alice.postIf(seen, "/v1/wallets", wallet).expect(201);
        alice.postIf(seen, "/v1/wallets", wallet).refused(412, "precondition-failed");
        assertThat(alice.get("/v1/wallets").json().path("items")).hasSize(1);
        alice.postIf("*", "/v1/wallets", wallet).expect(201);
    }

    @Test
    void registersAKeyWithTheWalletThatWasSeen() {
        String wallet = "/v1/wallets/" + alice.makesWallet();
        alice.letsIn(alice, wallet.substring("/v1/wallets/".length()), "cosigner");
        String seenWallet = alice.get(wallet).etag();
        String seenKeys = alice.get(wallet + "/keys").etag();

        Reply first = alice.postIf(seenWallet, wallet + "/keys", key(91)).expect(201);
        for (String seen : new String[] {seenWallet, seenKeys, "\"none\""}) {
            alice.postIf(seen, wallet + "/keys", key(92)).refused(412, "precondition-failed");
        }
        alice.postIf(alice.get(wallet + "/keys").etag(), wallet + "/keys", key(92))
                .expect(201);

        String path = wallet + "/keys/" + first.get("id");
        alice.postIf("\"none\"", path + "/proof", Map.of("proof", "waived")).refused(412, "precondition-failed");
        alice.delete(path, "If-Match", "\"none\"").refused(412, "precondition-failed");
        JsonNode keys = alice.get(wallet + "/keys").json().path("items");
        assertThat(keys).extracting(key -> key.path("state").asText()).containsExactly("registered", "registered");
        alice.postIf(first.etag(), path + "/proof", Map.of("proof", "waived")).expect(200);
    }

    @Test
    void addsAWebhookToTheListThatWasSeen() {
        Map<String, String> webhook = Map.of("url", "https://hooks.example.com/countersign");
        String seen = alice.get("/v1/webhooks").etag();

        String path = "/v1/webhooks/"
                + alice.postIf(seen, "/v1/webhooks", webhook).expect(201).get("id");
        alice.postIf(seen, "/v1/webhooks", webhook).refused(412, "precondition-failed");
        for (String call : new String[] {"/test", "/redeliveries", "/secret-rotations"}) {
            Map<String, Integer> body = call.equals("/redeliveries") ? Map.of("from", 1, "to", 2) : Map.of();
            alice.postIf(seen, path + call, body).refused(412, "precondition-failed");
        }
        alice.delete(path, "If-Match", seen).refused(412, "precondition-failed");
        Reply test =
                alice.postIf(alice.get(path).etag(), path + "/test", Map.of()).expect(201);
        alice.postIf(seen, path + "/deliveries/%s/redelivery".formatted(test.get("id")), Map.of())
                .refused(412, "precondition-failed");
        alice.delete(path, "If-Match", alice.get(path).etag()).expect(204);
    }

    private static Map<String, String> key(int seed) {
        return Map.of("key", Signer.of(seed).keyText(), "label", "key");
    }
}
