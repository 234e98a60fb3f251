package io.countersign.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.testing.MusigWallet;
import io.countersign.testing.Reply;
import io.countersign.testing.TestProposal;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Cosigners who sign as one key: two rounds through the server, devices of bitcoin-kmp, to the confirmed transaction. */
@QuarkusTest
class MusigSpendJourney {

    @Test
    void spendsTwoOfTwo() {
        MusigWallet wallet = MusigWallet.of(2);
        TestProposal proposal = wallet.proposed(1);
        String session = proposal.state().equals("collecting") ? proposal.get().get("signingSession") : "";
        assertThat(session).matches("[0-9]+-1");
        assertThat(wallet.states(proposal)).containsExactly("pending", "pending");

        JsonNode given = wallet.giveNonces(proposal, 0).expect(201).json();

        assertThat(given.get("accepted")).hasSize(1);
        assertThat(given.get("accepted").get(0).get("kind").asText()).isEqualTo("nonce");
        assertThat(given.get("accepted").get(0).get("keyId").asText())
                .isEqualTo(wallet.wallet().seat(0).keyId());
        assertThat(given.get("accepted").get(0).get("publicKey").asText())
                .isEqualTo(wallet.devices().get(0).publicKey().toHex());
        assertThat(given.get("receipt").get("entry").asText()).hasSize(64);
        assertThat(wallet.states(proposal)).containsExactly("nonce_given", "pending");

        // The last signer sees the other's nonce, and sends nonce and partial signature in one file.
        byte[] both = wallet.devices().get(1).giveNoncesAndSign(proposal.psbt());
        JsonNode second = proposal.contribute(wallet.api(1), both).expect(201).json();

        assertThat(kinds(second.get("accepted"))).containsExactly("nonce", "partial_signature");
        assertThat(second.get("alreadyKnown").asInt()).isEqualTo(1);
        assertThat(wallet.states(proposal)).containsExactly("nonce_given", "signed");

        wallet.sign(proposal, 0).expect(201);

        assertThat(confirmed(wallet, proposal).get("signaturesCollected").asInt())
                .isEqualTo(2);
        assertThat(proposal.eventTypes())
                .startsWith(
                        "proposal.created",
                        "proposal.nonce_given",
                        "proposal.signed",
                        "proposal.signed",
                        "proposal.finalized",
                        "proposal.broadcast");
    }

    @Test
    void spendsThreeOfThreeOverSeveralCoinsAndASecondSession() {
        MusigWallet wallet = MusigWallet.of(3);
        TestProposal proposal = wallet.proposed(2);
        wallet.giveAllNonces(proposal);
        wallet.sign(proposal, 0).expect(201);

        // One device has lost its secret nonces.
        Reply restarted = wallet.restart(proposal, 2).expect(201);
        assertThat(restarted.get("signingSession")).endsWith("-2");
        assertThat(restarted.header("Location")).isEqualTo("/v1/proposals/" + proposal.id());
        assertThat(restarted.json().get("receipt").get("entry").asText()).hasSize(64);
        assertThat(wallet.states(proposal)).containsExactly("pending", "pending", "pending");
        assertThat(MusigWallet.read(proposal.psbt()).inputs().get(0).musigPublicNonces())
                .isEmpty();

        wallet.giveAllNonces(proposal);
        Psbt relayed = MusigWallet.read(proposal.psbt());
        assertThat(relayed.inputs()).allSatisfy(input -> {
            assertThat(input.musigPublicNonces()).hasSize(3);
            assertThat(input.musigPartialSignatures()).isEmpty();
        });
        for (int seat = 0; seat < 3; seat++) {
            wallet.sign(proposal, seat).expect(201);
        }

        confirmed(wallet, proposal);
        assertThat(eventData(proposal, "proposal.session_started"))
                .containsEntry("state", "collecting")
                .containsEntry("signaturesCollected", 0);
        JsonNode nonces = event(proposal, "proposal.nonce_given");
        assertThat(nonces.get("keyId").asText())
                .isEqualTo(wallet.wallet().seat(0).keyId());
        assertThat(nonces.get("data").get("accepted")).hasSize(2);
        assertThat(nonces.get("data").get("accepted").get(1).get("inputIndex").asInt())
                .isEqualTo(1);
        assertThat(nonces.get("data").get("accepted").get(1).get("hash").asText())
                .hasSize(64);
    }

    /** As Bitcoin Core does by default: the last signer's file has the final witness and nothing else. */
    @Test
    void takesTheWholeSignatureOfASignerWhoFinalizes() {
        MusigWallet wallet = MusigWallet.of(2);
        TestProposal proposal = wallet.proposed(1);
        wallet.giveAllNonces(proposal);
        wallet.sign(proposal, 0).expect(201);

        byte[] whole = wallet.devices().get(1).signAndFinalize(proposal.psbt());
        JsonNode accepted =
                proposal.contribute(wallet.api(1), whole).expect(201).json();

        assertThat(kinds(accepted.get("accepted"))).containsExactly("signature");
        assertThat(wallet.states(proposal)).containsExactly("signed", "signed");
        confirmed(wallet, proposal);
    }

    /** A client that knows the wallet fills in its nonce before it proposes. */
    @Test
    void takesTheNonceThatComesWithTheProposal() {
        MusigWallet wallet = MusigWallet.of(2);
        TestProposal first = wallet.proposed(1);
        byte[] given = wallet.devices().get(0).giveNonces(first.psbt());
        wallet.wallet().owning().delete(first.path("")).expect(200);
        Map<String, String> request = Map.of("psbt", Base64.getEncoder().encodeToString(given));

        wallet.api(1).post(wallet.wallet().path("/proposals"), request).refused(403, "nonce-of-another");
        Reply made =
                wallet.api(0).post(wallet.wallet().path("/proposals"), request).expect(201);

        assertThat(kinds(made.json().get("accepted"))).containsExactly("nonce");
        TestProposal proposal = new TestProposal(made.get("id"), first.spend());
        assertThat(wallet.states(proposal)).containsExactly("nonce_given", "pending");
        wallet.giveNonces(proposal, 1).expect(201);
        wallet.sign(proposal, 1).expect(201);
        wallet.sign(proposal, 0).expect(201);
        proposal.await("broadcast");
        assertThat(proposal.eventTypes())
                .startsWith("proposal.created", "proposal.nonce_given", "proposal.nonce_given");
    }

    private static JsonNode confirmed(MusigWallet wallet, TestProposal proposal) {
        proposal.await("broadcast", "confirmed");
        wallet.wallet()
                .owning()
                .post("/v1/development/blocks", Map.of("count", 6))
                .expect(201);
        JsonNode last = proposal.await("confirmed").json();
        assertThat(last.get("finalTxid").asText()).isEqualTo(last.get("txid").asText());
        return last;
    }

    private static List<String> kinds(JsonNode accepted) {
        return StreamSupport.stream(accepted.spliterator(), false)
                .map(entry -> entry.get("kind").asText())
                .toList();
    }

    private static JsonNode event(TestProposal proposal, String type) {
        return proposal.events().stream()
                .filter(event -> event.get("type").asText().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Object> eventData(TestProposal proposal, String type) {
        JsonNode data = event(proposal, type).get("data");
        return Map.of(
                "state",
                data.get("state").asText(),
                "signaturesCollected",
                data.get("signaturesCollected").asInt());
    }
}
