package io.countersign.journey;

import static io.countersign.testing.Treasury.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.testing.Person;
import io.countersign.testing.Reply;
import io.countersign.testing.Treasury;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The contract's example, played whole by signers that are not our code. */
@QuarkusTest
class TwoOfThreeSpendJourney {

    @Test
    void spendsFromAnEmptyWalletToAConfirmedTransaction() {
        Treasury treasury = Treasury.twoOfThree();
        Reply wallet = ok(200, treasury.owner().get("/v1/wallets/" + treasury.id()));
        assertThat(wallet.get("state")).isEqualTo("active");
        assertThat(wallet.get("descriptor")).endsWith("#fq8gmhj6");
        assertThat(wallet.get("firstAddress"))
                .isEqualTo("bcrt1qkpad42v3wkkt9hfww7vs7udr72pm32vyz5kgphkjm5m3z57pgz0swjhzs8");

        Reply created =
                ok(201, treasury.propose(treasury.psbt(List.of(treasury.funded(1_000_000)), 333_333, 2_000, 0)));
        assertThat(created.json().path("virtualSize").asInt()).isEqualTo(189);
        assertThat(created.json().path("feeRate").asText()).isEqualTo("10.58");
        assertThat(created.json().path("outputs").path(1).path("kind").asText()).isEqualTo("change");
        String proposal = created.get("id");

        Reply first = ok(201, treasury.contribute(0, proposal, treasury.signed(0, proposal)));
        assertThat(first.json().path("proposal").path("signaturesCollected").asInt())
                .isEqualTo(1);
        assertThat(first.json().path("accepted").path(0).path("keyId").asText()).isEqualTo(treasury.keyId(0));

        Reply again = ok(200, treasury.contribute(1, proposal, treasury.signed(0, proposal)));
        assertThat(again.json().path("alreadyKnown").asInt()).isEqualTo(1);
        assertThat(again.json().path("receipt")).isEqualTo(first.json().path("receipt"));

        String text = Base64.getEncoder().encodeToString(treasury.signed(1, proposal));
        Reply second = ok(
                201,
                treasury.person(1)
                        .post(
                                "/v1/proposals/%s/contributions".formatted(proposal),
                                text.getBytes(StandardCharsets.US_ASCII),
                                "text/plain"));
        assertThat(second.json().path("proposal").path("state").asText()).isEqualTo("finalized");

        Reply transaction = ok(200, treasury.owner().get("/v1/proposals/%s/transaction".formatted(proposal)));
        assertThat(transaction.get("txid")).isEqualTo(created.get("txid"));
        treasury.await(proposal, "broadcast");
        ok(201, treasury.owner().post("/v1/development/blocks", Map.of("count", 6)));
        treasury.await(proposal, "confirmed");
        assertThat(types(treasury, proposal))
                .containsExactly(
                        "proposal.created",
                        "proposal.signed",
                        "proposal.signed",
                        "proposal.finalized",
                        "proposal.broadcast",
                        "proposal.confirmed");
    }

    @Test
    void takesSignaturesInJsonAndOutOfAProposalsOwnPsbt() {
        Treasury treasury = Treasury.twoOfThree();
        String first = treasury.proposed();
        byte[] signed = treasury.signed(2, first);
        ok(200, treasury.owner().delete("/v1/proposals/" + first));

        Reply reborn =
                ok(201, treasury.propose(Map.of("psbt", Base64.getEncoder().encodeToString(signed))));
        assertThat(reborn.json().path("accepted").path(0).path("keyId").asText())
                .isEqualTo(treasury.keyId(2));
        String json = Base64.getEncoder().encodeToString(treasury.signed(0, reborn.get("id")));
        Reply last = ok(
                201,
                treasury.person(0)
                        .post("/v1/proposals/%s/contributions".formatted(reborn.get("id")), Map.of("psbt", json)));
        assertThat(last.json().path("proposal").path("state").asText()).isEqualTo("finalized");
    }

    @Test
    void rejectsWhenTooFewKeysAreLeftAndCancelsByItsCreator() {
        Treasury treasury = Treasury.twoOfThree();
        String rejected = treasury.proposed();
        ok(201, treasury.person(1).post("/v1/proposals/%s/rejections".formatted(rejected), Map.of("reason", "no")));
        ok(200, treasury.person(1).post("/v1/proposals/%s/rejections".formatted(rejected), Map.of("reason", "no")));
        Reply second = ok(201, treasury.person(2).post("/v1/proposals/%s/rejections".formatted(rejected), Map.of()));
        assertThat(second.json().path("proposal").path("state").asText()).isEqualTo("rejected");

        String cancelled = treasury.proposed();
        assertThat(treasury.person(1).delete("/v1/proposals/" + cancelled).problem())
                .isEqualTo("not-the-creator");
        assertThat(ok(200, treasury.owner().delete("/v1/proposals/" + cancelled))
                        .get("state"))
                .isEqualTo("cancelled");
        assertThat(treasury.contribute(1, cancelled, treasury.signed(1, cancelled))
                        .problem())
                .isEqualTo("proposal-not-collecting");
    }

    @Test
    void servesTheCreatorsAttestationToAll() {
        Treasury treasury = Treasury.twoOfThree();
        Reply proposal =
                ok(201, treasury.propose(treasury.psbt(List.of(treasury.funded(1_000_000)), 333_333, 2_000, 0)));
        String text = String.join(
                "\n",
                "Countersign proposal",
                "wallet " + treasury.id(),
                "proposal " + proposal.get("id"),
                "txid " + proposal.get("txid"),
                "memo " + sha256("another memo"));
        Reply wrong = treasury.owner()
                .put(
                        "/v1/proposals/%s/attestation".formatted(proposal.get("id")),
                        Map.of("signature", treasury.owner().sign(text)));
        assertThat(wrong.problem()).isEqualTo("attestation-by-another");

        String right = text.replaceFirst("memo .*", "memo " + sha256("rent"));
        Reply attested = ok(
                200,
                treasury.owner()
                        .put(
                                "/v1/proposals/%s/attestation".formatted(proposal.get("id")),
                                Map.of("signature", treasury.owner().sign(right))));
        assertThat(attested.json().path("attestation").path("loginKey").asText())
                .isEqualTo(treasury.owner().publicKey());
    }

    @Test
    void answersARepeatedRequestAsTheFirstTimeAndRefusesAnotherBody() {
        Person person = Person.named("Repeater");
        String key = UUID.randomUUID().toString();
        byte[] body = Person.json(Map.of(
                "name", "Once",
                "network", "regtest",
                "policy", Map.of("script", "wsh", "threshold", 1, "total", 2)));

        Reply first = ok(201, person.post("/v1/wallets", body, "application/json", "Idempotency-Key", key));
        Reply second = ok(201, person.post("/v1/wallets", body, "application/json", "Idempotency-Key", key));
        Reply other = person.post(
                "/v1/wallets",
                new String(body, StandardCharsets.UTF_8)
                        .replace("Once", "Twice")
                        .getBytes(StandardCharsets.UTF_8),
                "application/json",
                "Idempotency-Key",
                key);

        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(other.problem()).isEqualTo("idempotency-key-reused");
        assertThat(person.get("/v1/wallets").json().path("items")).hasSize(1);
    }

    private static List<String> types(Treasury treasury, String proposal) {
        List<String> types = new ArrayList<>();
        long after = 0;
        JsonNode page;
        do {
            page = ok(
                            200,
                            treasury.owner()
                                    .get("/v1/wallets/%s/events?limit=7&after=%d".formatted(treasury.id(), after)))
                    .json();
            for (JsonNode event : page.path("items")) {
                assertThat(event.path("sequence").asLong()).isGreaterThan(after);
                after = event.path("sequence").asLong();
                if (event.path("proposalId").asText().equals(proposal)) {
                    types.add(event.path("type").asText());
                }
            }
        } while (page.path("items").size() == 7);
        return types;
    }

    private static String sha256(String text) {
        try {
            return java.util.HexFormat.of()
                    .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
