package io.countersign.proposal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.RawPsbt;
import io.countersign.testing.Reply;
import io.countersign.testing.Spend;
import io.countersign.testing.TestProposal;
import io.countersign.testing.TestWallet;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Base64;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** PSBTs of version 2 (BIP370) make proposals, are served and come back signed, beside those of version 0. */
@QuarkusTest
class PsbtVersionApiTest {

    private TestWallet wallet;
    private Spend spend;

    @BeforeEach
    void fund() {
        wallet = TestWallet.twoOfThree();
        spend = Spend.of(wallet, wallet.fund(500_000));
    }

    private static RawPsbt changed(RawPsbt psbt, Consumer<RawPsbt> change) {
        RawPsbt copy = psbt.copy();
        change.accept(copy);
        return copy;
    }

    @Test
    void servesEitherVersionUnderATagOfItsOwn() {
        TestProposal proposal = spend.proposed();
        Reply zero = wallet.owning().get(proposal.path("/psbt?version=0")).expect(200);
        Reply two = wallet.owning().get(proposal.path("/psbt?version=2")).expect(200);
        Reply text = wallet.owning().get(proposal.path("/psbt?version=2"), "Accept", "text/plain");

        assertThat(zero.etag()).isEqualTo("\"1-0\"");
        assertThat(two.etag()).isEqualTo("\"1-2\"");
        assertThat(Base64.getDecoder().decode(text.text())).isEqualTo(two.bytes());
        assertThat(RawPsbt.parse(two.bytes()))
                .usingRecursiveComparison()
                .isEqualTo(RawPsbt.parse(zero.bytes()).toV2());
        wallet.owning()
                .get(proposal.path("/psbt?version=2"), "If-None-Match", "\"1-2\"")
                .expect(304);
        wallet.owning()
                .get(proposal.path("/psbt?version=2"), "If-None-Match", "\"1-0\"")
                .expect(200);
        wallet.owning().get(proposal.path("/psbt?version=1")).refused(400, "malformed-query");
    }

    @Test
    void makesTheSameProposalOfEitherVersion() {
        Reply proposed = spend.with(spend.psbt().toV2()).propose().expect(201);

        assertThat(proposed.get("txid")).isEqualTo(spend.psbt().unsigned().txid.toString());
        spend.propose().refused(409, "proposal-exists");
    }

    @Test
    void finalizesWhatOneSignedAsVersion0AndAnotherAsVersion2() {
        TestProposal proposal = spend.proposed();

        proposal.contribute(spend.signedBy(0)).expect(201);
        Reply last = proposal.contribute(spend.signedBy(1).toV2()).expect(201);

        assertThat(last.json().at("/proposal/state").asText()).isEqualTo("finalized");
        proposal.contribute(spend.signedBy(0).toV2()).expect(200);
        proposal.await("broadcast", "confirmed");
    }

    @Test
    void countsSignaturesThatAProposedVersion2Brings() {
        Reply proposed = spend.with(spend.signedBy(2).toV2()).propose().expect(201);

        assertThat(proposed.json().get("accepted")).hasSize(1);
        assertThat(proposed.json().get("signaturesCollected").asInt()).isEqualTo(1);
    }

    @Test
    void worksOutTheLockTime() {
        RawPsbt locked = changed(spend.psbt().toV2(), psbt -> {
            psbt.input(0).put(RawPsbt.REQUIRED_HEIGHT_LOCKTIME, "0a000000");
            psbt.global().put(RawPsbt.FALLBACK_LOCKTIME, "0b000000");
        });
        Reply proposed = spend.with(locked).propose().expect(201);
        RawPsbt served = RawPsbt.parse(wallet.owning()
                .get("/v1/proposals/%s/psbt".formatted(proposed.get("id")))
                .bytes());

        assertThat(served.unsigned().lockTime).isEqualTo(10);
        assertThat(served.unsigned().txid.toString()).isEqualTo(proposed.get("txid"));
    }

    @Test
    void takesAMissingSequenceForTheLast() {
        RawPsbt silent = changed(spend.psbt().toV2(), psbt -> psbt.input(0).remove(RawPsbt.SEQUENCE));
        Reply proposed = spend.with(silent).propose().expect(201);
        RawPsbt served = RawPsbt.parse(wallet.owning()
                .get("/v1/proposals/%s/psbt?version=2".formatted(proposed.get("id")))
                .bytes());

        assertThat(served.input(0)).containsEntry(RawPsbt.SEQUENCE, "ffffffff");
    }

    @Test
    void looksPastTheFlagsOfWhatComesBack() {
        TestProposal proposal = spend.proposed();
        RawPsbt flagged =
                changed(spend.signedBy(0).toV2(), psbt -> psbt.global().put(RawPsbt.TX_MODIFIABLE, "07"));

        proposal.contribute(flagged).expect(201);

        RawPsbt served = RawPsbt.parse(
                wallet.owning().get(proposal.path("/psbt?version=2")).bytes());
        assertThat(served.global()).doesNotContainKey(RawPsbt.TX_MODIFIABLE);
    }

    /** Threat B2: in place of an extended public key. What is refused is not repeated in the answer. */
}
