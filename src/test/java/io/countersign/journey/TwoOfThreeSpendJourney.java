package io.countersign.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.acinq.bitcoin.Transaction;
import io.countersign.testing.Account;
import io.countersign.testing.Accounts;
import io.countersign.testing.Api;
import io.countersign.testing.Ceremony;
import io.countersign.testing.Coin;
import io.countersign.testing.Reply;
import io.countersign.testing.Signer;
import io.countersign.testing.Spend;
import io.countersign.testing.TestProposal;
import io.countersign.testing.TestWallet;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The contract's example played whole: three cosigners, devices of BDK, one spend to its confirmation. */
@QuarkusTest
class TwoOfThreeSpendJourney {

    private static final String DESCRIPTOR = "wsh(sortedmulti(2,%s/<0;1>/*,%s/<0;1>/*,%s/<0;1>/*))#fq8gmhj6"
            .formatted(
                    Signer.of(1).keyText(), Signer.of(2).keyText(), Signer.of(3).keyText());
    private static final String FIRST_ADDRESS = "bcrt1qkpad42v3wkkt9hfww7vs7udr72pm32vyz5kgphkjm5m3z57pgz0swjhzs8";

    private final Account alice = Accounts.of("Alice");
    private final Account bob = Accounts.of("Bob");
    private final Account carol = Accounts.of("Carol");

    @Test
    void spendsFromEmptyMachineToConfirmedTransaction() throws Exception {
        TestWallet wallet = threeMakeTheWallet();
        TestProposal proposal = alicePropose(wallet);

        Reply watched = carol.api().get(proposal.path("")).expect(200);
        var carolsPhone = CompletableFuture.supplyAsync(
                () -> carol.api().get(proposal.path("?wait=30"), "If-None-Match", watched.etag()));
        aliceSignsWithBytes(proposal);
        Reply seen = carolsPhone.get().expect(200);
        assertThat(seen.json().get("signaturesCollected").asInt()).isEqualTo(1);

        carolRejects(proposal);
        bobSignsWithText(proposal);
        transactionIsFinal(proposal);
        confirmed(wallet, proposal);
    }

    private TestWallet threeMakeTheWallet() {
        Ceremony ceremony = Ceremony.begin("wsh", 2, alice, 3);
        List.of(alice, bob, carol).forEach(ceremony::letIn);
        ceremony.register(alice, Signer.of(1));
        ceremony.register(bob, Signer.of(2));
        assertThat(walletOf(ceremony).get("state")).isEqualTo("collecting_keys");
        ceremony.register(carol, Signer.of(3));

        Reply confirming = walletOf(ceremony);
        assertThat(confirming.get("state")).isEqualTo("confirming");
        assertThat(confirming.get("descriptor")).isEqualTo(DESCRIPTOR);
        assertThat(confirming.get("firstAddress")).isEqualTo(FIRST_ADDRESS);
        TestWallet wallet = ceremony.confirmAll();
        assertThat(walletOf(ceremony).get("state")).isEqualTo("active");
        assertThat(walletOf(ceremony).json().get("keys"))
                .extracting(key -> key.get("fingerprint").asText())
                .containsExactly("4ba43603", "8dfc9b34", "56c4fac3");
        return wallet;
    }

    private Reply walletOf(Ceremony ceremony) {
        return carol.api().get("/v1/wallets/" + ceremony.walletId()).expect(200);
    }

    private TestProposal alicePropose(TestWallet wallet) {
        Coin coin = wallet.fund(1_000_000);
        alice.api().post("/v1/development/blocks", Map.of("count", 1)).expect(201);
        Spend spend =
                Spend.paying(wallet, List.of(coin), List.of(Spend.payment(333_333), Spend.change(wallet, 0, 664_667)));

        Reply made = spend.propose(Map.of("memo", "rent")).expect(201);

        JsonNode view = made.json();
        assertThat(made.header("Location")).endsWith("/v1/proposals/" + made.get("id"));
        assertThat(made.etag()).isEqualTo("\"1\"");
        assertThat(made.get("state")).isEqualTo("collecting");
        assertThat(made.get("txid")).isEqualTo(spend.psbt().unsigned().txid.toString());
        assertThat(view.get("feeSat").asLong()).isEqualTo(2_000);
        // 10 + 41 + 31 + 43 bytes, and a witness of 4 + 2 * 73 + 106: (4 * 125 + 256) / 4 = 189; 2,000 / 189 = 10.58.
        assertThat(view.get("virtualSize").asInt()).isEqualTo(189);
        assertThat(view.get("feeRate").decimalValue()).isEqualByComparingTo("10.58");
        assertThat(view.get("inputs").get(0).get("derivation").asText()).isEqualTo("0/1");
        assertThat(view.get("outputs"))
                .extracting(output -> output.get("kind").asText())
                .containsExactly("recipient", "change");
        assertThat(view.get("signers"))
                .extracting(signer -> signer.get("state").asText())
                .containsExactly("pending", "pending", "pending");
        assertThat(view.get("receipt").get("entry").asText()).matches("[0-9a-f]{64}");
        return new TestProposal(made.get("id"), spend);
    }

    private void aliceSignsWithBytes(TestProposal proposal) {
        TestWallet wallet = proposal.wallet();
        byte[] signed = wallet.seat(0).signer().sign(wallet.descriptor(), proposal.psbt());

        Reply first = proposal.contribute(alice.api(), signed).expect(201);

        JsonNode accepted = first.json().get("accepted");
        assertThat(accepted).hasSize(1);
        assertThat(accepted.get(0).get("publicKey").asText()).isEqualTo(wallet.publicKey(0, 0, 1));
        assertThat(accepted.get(0).get("keyId").asText())
                .isEqualTo(wallet.seat(0).keyId());
        assertThat(accepted.get(0).get("kind").asText()).isEqualTo("signature");
        assertThat(first.json().get("proposal").get("signaturesCollected").asInt())
                .isEqualTo(1);

        Reply again = proposal.contribute(bob.api(), signed).expect(200);
        assertThat(again.json().get("accepted")).isEmpty();
        assertThat(again.json().get("alreadyKnown").asInt()).isEqualTo(1);
        assertThat(again.json().get("receipt")).isEqualTo(first.json().get("receipt"));
    }

    private void carolRejects(TestProposal proposal) {
        Reply rejected = carol.api()
                .post(proposal.path("/rejections"), Map.of("reason", "not before Monday"))
                .expect(201);
        assertThat(rejected.json().get("proposal").get("state").asText()).isEqualTo("collecting");
        assertThat(rejected.json()
                        .get("proposal")
                        .get("signers")
                        .get(2)
                        .get("state")
                        .asText())
                .isEqualTo("rejected");
        carol.api()
                .post(proposal.path("/rejections"), Map.of("reason", "not before Monday"))
                .expect(200);
    }

    private void bobSignsWithText(TestProposal proposal) {
        TestWallet wallet = proposal.wallet();
        byte[] served = Base64.getDecoder()
                .decode(bob.api()
                        .get(proposal.path("/psbt"), "Accept", Api.TEXT)
                        .expect(200)
                        .text());
        assertThat(served).isEqualTo(proposal.psbt());
        byte[] signed = wallet.seat(1).signer().signAndFinalize(wallet.descriptor(), served);

        Reply last = bob.api()
                .post(
                        proposal.path("/contributions"),
                        Api.TEXT,
                        Base64.getEncoder().encode(signed))
                .expect(201);

        assertThat(last.json().get("accepted")).hasSize(1);
        assertThat(last.json().get("proposal").get("state").asText()).isEqualTo("finalized");
        assertThat(last.json().get("proposal").get("signaturesCollected").asInt())
                .isEqualTo(2);
        Map<String, String> inJson = Map.of("psbt", Base64.getEncoder().encodeToString(signed));
        Reply late = carol.api().post(proposal.path("/contributions"), inJson).expect(200);
        assertThat(late.json().get("alreadyKnown").asInt()).isEqualTo(2);
        assertThat(late.json().get("receipt")).isEqualTo(last.json().get("receipt"));
    }

    private void transactionIsFinal(TestProposal proposal) {
        Reply transaction = alice.api().get(proposal.path("/transaction")).expect(200);
        Transaction parsed = Transaction.read(transaction.get("hex"));
        assertThat(parsed.txid.toString()).isEqualTo(transaction.get("txid"));
        assertThat(transaction.get("txid")).isEqualTo(proposal.get().get("finalTxid"));
        assertThat(alice.api()
                        .get(proposal.path("/transaction"), "Accept", Api.OCTETS)
                        .expect(200)
                        .bytes())
                .isEqualTo(Transaction.write(parsed));
        Coin coin = proposal.spend().coins().get(0);
        Transaction.correctlySpends(
                parsed, List.of(coin.previous()), fr.acinq.bitcoin.ScriptFlags.STANDARD_SCRIPT_VERIFY_FLAGS);
    }

    private void confirmed(TestWallet wallet, TestProposal proposal) {
        proposal.await("broadcast");
        alice.api().post("/v1/development/blocks", Map.of("count", 6)).expect(201);
        Reply confirmed = proposal.await("confirmed");
        alice.api()
                .get("/v1/development/transactions/" + confirmed.get("finalTxid"))
                .expect(200);
        assertThat(proposal.eventTypes())
                .containsExactly(
                        "proposal.created",
                        "proposal.signed",
                        "proposal.rejected",
                        "proposal.signed",
                        "proposal.finalized",
                        "proposal.broadcast",
                        "proposal.confirmed");
        List<JsonNode> events = wallet.events();
        assertThat(events).extracting(event -> event.get("sequence").asLong()).isSorted();
        assertThat(events)
                .extracting(event -> event.get("type").asText())
                .contains("wallet.created", "wallet.activated", "address.issued");
        assertThat(events.toString())
                .doesNotContain("rent")
                .doesNotContain("Monday")
                .doesNotContain("bcrt1");
    }
}
