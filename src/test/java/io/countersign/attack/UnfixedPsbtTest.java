package io.countersign.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.RawPsbt;
import io.countersign.testing.Reply;
import io.countersign.testing.Spend;
import io.countersign.testing.TestProposal;
import io.countersign.testing.TestWallet;
import io.quarkus.test.junit.QuarkusTest;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** PSBTs that are no fixed payment, or whose keys nobody can or must have (threats B2, B7); of version 2 what only it can say. */
@QuarkusTest
class UnfixedPsbtTest {

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

    private void assertNotProposed(RawPsbt psbt, String slug) {
        NothingStored.in(wallet, () -> spend.with(psbt).propose()).refused(422, slug);
    }

    @Test
    void refusesAnotherSequenceThoughBip370sIdIsTheSame() {
        TestProposal proposal = spend.proposed();
        RawPsbt signed = spend.signedBy(0).toV2();

        for (String sequence : new String[] {"feffffff", "ffffffff", "00000000"}) {
            RawPsbt other = changed(signed, psbt -> psbt.input(0).put(RawPsbt.SEQUENCE, sequence));
            proposal.attempt(() -> proposal.contribute(other)).refused(422, "other-transaction");
        }
        RawPsbt silent = changed(signed, psbt -> psbt.input(0).remove(RawPsbt.SEQUENCE));
        proposal.attempt(() -> proposal.contribute(silent)).refused(422, "other-transaction");
    }

    @Test
    void refusesProposalsThatMayStillChange() {
        for (String flags : new String[] {"01", "02", "04", "07", "80"}) {
            assertNotProposed(
                    changed(spend.psbt().toV2(), psbt -> psbt.global().put(RawPsbt.TX_MODIFIABLE, flags)),
                    "psbt-modifiable");
        }
        RawPsbt none = changed(spend.psbt().toV2(), psbt -> psbt.global().put(RawPsbt.TX_MODIFIABLE, "00"));
        spend.with(none).propose().expect(201);
    }

    @Test
    void refusesMessagesAsPayments() {
        assertNotProposed(changed(spend.psbt(), psbt -> psbt.global().put("09", "6869")), "psbt-is-message");
        assertNotProposed(changed(spend.psbt().toV2(), psbt -> psbt.global().put("09", "")), "psbt-is-message");
    }

    @Test
    void refusesKeysThatLieTooDeep() {
        String key = wallet.publicKey(0, 0, 0);
        String thirteen = "deadbeef" + "01000000".repeat(13);
        String twelve = "deadbeef" + "01000000".repeat(12);

        assertNotProposed(
                changed(spend.psbt(), psbt -> psbt.input(0).put(RawPsbt.INPUT_DERIVATION + key, thirteen)),
                "key-too-deep");
        assertNotProposed(
                changed(spend.psbt(), psbt -> psbt.output(0).put(RawPsbt.OUTPUT_DERIVATION + key, thirteen)),
                "key-too-deep");
        RawPsbt shallow = changed(spend.psbt(), psbt -> psbt.input(0).put(RawPsbt.INPUT_DERIVATION + key, twelve));
        spend.with(shallow).propose().expect(201);
    }

    @Test
    void refusesPrivateKeys() {
        String secret = "77".repeat(32);
        String extended = "04358394" + "00" + "00000000" + "00000000" + "11".repeat(32) + "00" + secret;
        RawPsbt psbt = changed(spend.psbt(), raw -> raw.global().put("01" + extended, "deadbeef"));

        Reply refused = NothingStored.in(wallet, () -> spend.with(psbt).propose());

        refused.refused(400, "malformed-psbt");
        assertThat(refused.text()).doesNotContain("7777");
    }
}
