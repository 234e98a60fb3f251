package io.countersign.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.testing.Account;
import io.countersign.testing.Accounts;
import io.countersign.testing.Reply;
import io.countersign.testing.Signer;
import io.countersign.testing.Spend;
import io.countersign.testing.TestProposal;
import io.countersign.testing.TestWallet;
import io.countersign.testing.TestWallet.Seat;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Spends of the other wallets: nested segwit, imported by descriptor, and with several keys in one hand. */
@QuarkusTest
class WalletsOfAllKindsJourney {

    private static final int ENOUGH_BLOCKS = 6;

    private final Account alice = Accounts.of("Alice");
    private final Account bob = Accounts.of("Bob");

    @Test
    void spendsFromNestedSegwit() {
        TestWallet wallet = TestWallet.make(
                "sh_wsh",
                2,
                TestWallet.people("Alice", "Bob", "Carol"),
                List.of(Signer.nested(1), Signer.nested(2), Signer.nested(3)));
        assertThat(wallet.descriptor()).startsWith("sh(wsh(sortedmulti(2,");
        TestProposal proposal =
                Spend.of(wallet, wallet.fund(500_000), wallet.fund(70_000)).proposed();

        proposal.signBy(2).expect(201);
        proposal.signBy(0).expect(201);

        // Two outputs' scripts of 23 and 22 bytes; the final txid differs, since scriptSigs are part of it.
        Reply confirmed = confirmed(proposal);
        assertThat(confirmed.get("finalTxid"))
                .isNotEqualTo(confirmed.get("txid"))
                .hasSize(64);
        assertThat(confirmed.get("txid"))
                .isEqualTo(proposal.spend().psbt().unsigned().txid.toString());
    }

    @Test
    void importsWalletWhoseCosignersClaimTheirKeys() {
        String descriptor = TestWallet.twoOfThree().descriptor();
        Reply imported = alice.api()
                .post(
                        "/v1/wallets",
                        Map.of(
                                "name",
                                "From elsewhere",
                                "network",
                                "regtest",
                                "descriptor",
                                descriptor,
                                "nextIndex",
                                7,
                                "nextChangeIndex",
                                3))
                .expect(201);
        String id = imported.get("id");
        assertThat(imported.get("descriptor")).isEqualTo(descriptor);
        assertThat(imported.get("firstAddress")).startsWith("bcrt1q");
        assertThat(imported.get("state")).isNotEqualTo("active");
        List<Seat> seats = new ArrayList<>();

        seats.add(claim(id, alice, Signer.of(1)));
        assertThat(stateOf(id)).isNotEqualTo("active");
        seats.add(claim(id, bob, Signer.of(2)));
        assertThat(stateOf(id)).isEqualTo("active");
        seats.add(new Seat(bob, Signer.of(3), keyOf(id, Signer.of(3)).get("id").asText()));

        TestWallet wallet = new TestWallet(id, "wsh", 2, alice, descriptor, List.copyOf(seats));
        TestProposal proposal = Spend.of(wallet, wallet.fund(200_000)).proposed();
        assertThat(proposal.spend().coins().get(0).index()).isEqualTo(7);
        proposal.signBy(0).expect(201);
        // The third key has no holder yet; its signature counts by the key, whoever carries it in.
        proposal.signBy(2).expect(201);
        confirmed(proposal);
    }

    @Test
    void countsSeveralKeysOfOneAccountEach() {
        TestWallet wallet =
                TestWallet.make("wsh", 2, TestWallet.people("Alice", "Alice", "Bob"), TestWallet.signers(3));
        TestProposal proposal = Spend.of(wallet, wallet.fund(300_000)).proposed();

        Reply first = proposal.signBy(0).expect(201);
        assertThat(first.json().get("proposal").get("state").asText()).isEqualTo("collecting");
        Reply rejected = alice.api()
                .post(proposal.path("/rejections"), Map.of("reason", "with my other key"))
                .expect(201);
        assertThat(rejected.json().get("proposal").get("signers"))
                .extracting(signer -> signer.get("state").asText())
                .containsExactly("signed", "rejected", "pending");
        Reply both = proposal.signBy(1).expect(201);
        assertThat(both.json().get("proposal").get("state").asText()).isEqualTo("finalized");
    }

    private Seat claim(String walletId, Account account, Signer signer) {
        String keyId = keyOf(walletId, signer).get("id").asText();
        assertThat(keyOf(walletId, signer).get("holder").isNull()).isTrue();
        account.accept(alice.invite(Map.of("walletId", walletId, "role", "cosigner", "keyId", keyId)));
        String path = "/v1/wallets/%s/keys/%s".formatted(walletId, keyId);
        Reply key = account.api().get(path).expect(200);
        assertThat(key.get("holder")).isEqualTo(account.id());
        account.api()
                .post(
                        path + "/proof",
                        Map.of(
                                "path",
                                "0/0",
                                "signature",
                                signer.signMessage(key.get("challenge")),
                                "format",
                                "bip137"))
                .expect(200);
        String firstAddress = account.api().get("/v1/wallets/" + walletId).get("firstAddress");
        account.api()
                .post(path + "/confirmation", Map.of("firstAddress", firstAddress))
                .expect(200);
        return new Seat(account, signer, keyId);
    }

    private JsonNode keyOf(String walletId, Signer signer) {
        for (JsonNode key :
                alice.api().get("/v1/wallets/" + walletId).expect(200).json().get("keys")) {
            if (key.get("fingerprint").asText().equals(signer.fingerprint())) {
                return key;
            }
        }
        throw new AssertionError(signer.fingerprint());
    }

    private String stateOf(String walletId) {
        return alice.api().get("/v1/wallets/" + walletId).expect(200).get("state");
    }

    private Reply confirmed(TestProposal proposal) {
        proposal.await("broadcast", "confirmed");
        alice.api()
                .post("/v1/development/blocks", Map.of("count", ENOUGH_BLOCKS))
                .expect(201);
        return proposal.await("confirmed");
    }
}
