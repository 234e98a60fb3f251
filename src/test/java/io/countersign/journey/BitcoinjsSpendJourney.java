package io.countersign.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.NodePackages;
import io.countersign.testing.NodeSigner;
import io.countersign.testing.RawPsbt;
import io.countersign.testing.Reply;
import io.countersign.testing.Signer;
import io.countersign.testing.Spend;
import io.countersign.testing.TestProposal;
import io.countersign.testing.TestWallet;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Spends that bitcoinjs-lib signs: it reads what the server serves, checks what others signed, and is believed only when right. */
@QuarkusTest
class BitcoinjsSpendJourney {

    @BeforeAll
    static void install() {
        NodePackages.installOrSkip();
    }

    @Test
    void signsAndIsChecked() {
        TestWallet wallet = TestWallet.twoOfThree();
        TestProposal proposal =
                Spend.of(wallet, wallet.fund(400_000), wallet.fund(50_000)).proposed();

        sign(proposal, 0).expect(201);
        // The served PSBT now has the first signatures, which bitcoinjs-lib verifies before it signs.
        Reply last = sign(proposal, 2).expect(201);

        assertThat(last.json().get("accepted")).hasSize(2);
        assertThat(last.json().at("/proposal/state").asText()).isEqualTo("finalized");
        confirm(proposal);
    }

    @Test
    void signsBesideBdkForNestedSegwit() {
        TestWallet wallet = TestWallet.make(
                "sh_wsh",
                2,
                TestWallet.people("Alice", "Bob", "Carol"),
                List.of(Signer.nested(1), Signer.nested(2), Signer.nested(3)));
        TestProposal proposal = Spend.of(wallet, wallet.fund(400_000)).proposed();

        proposal.signBy(1).expect(201);
        sign(proposal, 0).expect(201);

        confirm(proposal);
    }

    @Test
    void signsTheLeavesOfTaproot() {
        TestWallet wallet =
                TestWallet.make("tr_multi_a", 2, TestWallet.people("Alice", "Bob", "Carol"), TestWallet.signers(3));
        TestProposal proposal =
                Spend.of(wallet, wallet.fund(400_000), wallet.fund(60_000)).proposed();

        sign(proposal, 2).expect(201);
        Reply last = sign(proposal, 1).expect(201);

        assertThat(last.json().at("/proposal/state").asText()).isEqualTo("finalized");
        confirm(proposal);
    }

    @Test
    void signsLegacyScriptsBesideBdk() {
        TestWallet wallet = TestWallet.make("sh", 2, TestWallet.people("Alice", "Bob", "Carol"), TestWallet.signers(3));
        TestProposal proposal = Spend.of(wallet, wallet.fund(400_000)).proposed();

        sign(proposal, 2).expect(201);
        proposal.signBy(0).expect(201);

        confirm(proposal);
    }

    @Test
    void findsEveryFieldThatItNeedsInTheServedPsbt() {
        TestWallet wallet = TestWallet.twoOfThree();
        Spend bare = Spend.of(wallet, wallet.fund(400_000));
        bare.psbt().input(0).clear();
        TestProposal proposal = bare.proposed();

        byte[] signed = NodeSigner.BITCOINJS.sign(wallet.seat(0).signer(), proposal.psbt());

        assertThat(RawPsbt.parse(signed).input(0)).containsKey(RawPsbt.PARTIAL_SIGNATURE + bare.publicKey(0, 0));
    }

    private static Reply sign(TestProposal proposal, int seat) {
        TestWallet.Seat cosigner = proposal.wallet().seat(seat);
        return proposal.contribute(cosigner.api(), NodeSigner.BITCOINJS.sign(cosigner.signer(), proposal.psbt()));
    }

    private static void confirm(TestProposal proposal) {
        proposal.await("broadcast");
        proposal.wallet()
                .owning()
                .post("/v1/development/blocks", Map.of("count", 6))
                .expect(201);
        proposal.await("confirmed");
    }
}
