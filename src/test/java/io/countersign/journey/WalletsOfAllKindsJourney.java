package io.countersign.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.Account;
import io.countersign.testing.Accounts;
import io.countersign.testing.ImportedWallet;
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
        ImportedWallet imported = ImportedWallet.of(alice, descriptor, Map.of("nextIndex", 7, "nextChangeIndex", 3));
        assertThat(imported.imported().get("descriptor")).isEqualTo(descriptor);
        assertThat(imported.imported().get("firstAddress")).startsWith("bcrt1q");
        assertThat(imported.state()).isNotEqualTo("active");
        assertThat(imported.key(Signer.of(1)).get("holder").isNull()).isTrue();
        List<Seat> seats = new ArrayList<>();

        seats.add(imported.claim(alice, Signer.of(1)));
        assertThat(imported.key(Signer.of(1)).get("holder").asText()).isEqualTo(alice.id());
        assertThat(imported.state()).isNotEqualTo("active");
        seats.add(imported.claim(bob, Signer.of(2)));
        assertThat(imported.state()).isEqualTo("active");
        seats.add(new Seat(bob, Signer.of(3), imported.keyId(Signer.of(3))));

        TestWallet wallet = imported.withSeats(seats);
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

    private Reply confirmed(TestProposal proposal) {
        proposal.await("broadcast", "confirmed");
        alice.api()
                .post("/v1/development/blocks", Map.of("count", ENOUGH_BLOCKS))
                .expect(201);
        return proposal.await("confirmed");
    }
}
