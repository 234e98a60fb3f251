package io.countersign.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.NodePackages;
import io.countersign.testing.NodeSigner;
import io.countersign.testing.RawPsbt;
import io.countersign.testing.Reply;
import io.countersign.testing.Spend;
import io.countersign.testing.TestProposal;
import io.countersign.testing.TestWallet;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A spend that one cosigner signs as version 2 with @scure/btc-signer and another as version 0 with BDK. */
@QuarkusTest
class MixedVersionsSpendJourney {

    @BeforeAll
    static void install() {
        NodePackages.installOrSkip();
    }

    @Test
    void endsInTheNetwork() {
        TestWallet wallet = TestWallet.twoOfThree();
        Spend spend = Spend.of(wallet, wallet.fund(400_000), wallet.fund(50_000));
        TestProposal proposal = spend.with(spend.psbt().toV2()).proposed();

        Reply first = sign(proposal, 0).expect(201);
        Reply last = proposal.signBy(2).expect(201);

        assertThat(first.json().get("accepted")).hasSize(2);
        assertThat(last.json().at("/proposal/state").asText()).isEqualTo("finalized");
        proposal.await("broadcast", "confirmed");
    }

    @Test
    void countsVersion2AfterVersion0() {
        TestWallet wallet = TestWallet.twoOfThree();
        TestProposal proposal = Spend.of(wallet, wallet.fund(400_000)).proposed();

        proposal.signBy(1).expect(201);
        Reply last = sign(proposal, 0).expect(201);

        assertThat(last.json().get("alreadyKnown").asInt()).isEqualTo(1);
        assertThat(last.json().at("/proposal/state").asText()).isEqualTo("finalized");
    }

    private static Reply sign(TestProposal proposal, int seat) {
        TestWallet.Seat cosigner = proposal.wallet().seat(seat);
        byte[] served =
                cosigner.api().get(proposal.path("/psbt?version=2")).expect(200).bytes();
        byte[] signed = NodeSigner.SCURE.sign(cosigner.signer(), served);
        assertThat(RawPsbt.parse(signed).global()).containsEntry(RawPsbt.VERSION, "02000000");
        return proposal.contribute(cosigner.api(), signed);
    }
}
