package io.countersign.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.RawPsbt;
import io.countersign.testing.Spend;
import io.countersign.testing.TestProposal;
import io.countersign.testing.TestWallet;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threat B3: a signature commits to the whole transaction or counts nothing, whatever its field says. */
@QuarkusTest
class SighashTest {

    private static final String ALL_FIELD = "01000000";

    private TestWallet wallet;
    private TestProposal proposal;
    private Spend spend;

    /** Three inputs and two outputs: SINGLE on the last input would sign the number one (for legacy) or no output at all. */
    @BeforeEach
    void propose() {
        wallet = TestWallet.twoOfThree();
        proposal = Spend.of(wallet, wallet.fund(100_000), wallet.fund(100_001), wallet.fund(100_002))
                .proposed();
        spend = proposal.spend();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {0x00, 0x02, 0x03, 0x04, 0x20, 0x21, 0x41, 0x80, 0x81, 0x82, 0x83, 0xff})
    void refusesRightSignatureOfEveryTypeButAll(int type) {
        for (int input : new int[] {0, 2}) {
            String signature = spend.signature(input, 0, type);
            refuse(
                    input,
                    spend.psbt().withSignature(input, spend.publicKey(input, 0), signature),
                    "sighash_not_allowed");
        }
    }

    @Test
    void refusesTypeThatItsFieldDeclares() {
        RawPsbt upload = spend.psbt().withSignature(0, spend.publicKey(0, 0), spend.signature(0, 0, 0x83));
        upload.input(0).put(RawPsbt.SIGHASH_TYPE, "83000000");

        refuse(0, upload, "sighash_not_allowed");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"00000000", "02000000", "81000000", "01010000", "ffffffff"})
    void refusesFieldThatDisagreesWithTheSignature(String field) {
        RawPsbt upload = spend.psbt().withSignature(0, spend.publicKey(0, 0), spend.signature(0, 0, 1));
        upload.input(0).put(RawPsbt.SIGHASH_TYPE, field);

        refuse(0, upload, "sighash_mismatch");
    }

    @Test
    void refusesSignatureWhoseTypeByteWasChangedAfterwards() {
        String changed = spend.signature(0, 0, 0x81).replaceFirst("81$", "01");

        refuse(0, spend.psbt().withSignature(0, spend.publicKey(0, 0), changed), "signature_invalid");
    }

    @Test
    void takesFieldThatAgreesAndServesNone() {
        RawPsbt upload = spend.psbt().withSignature(0, spend.publicKey(0, 0), spend.signature(0, 0, 1));
        upload.input(0).put(RawPsbt.SIGHASH_TYPE, ALL_FIELD);

        proposal.contribute(upload).expect(201);

        assertThat(RawPsbt.find(RawPsbt.parse(proposal.psbt()).input(0), RawPsbt.SIGHASH_TYPE))
                .isEmpty();
    }

    @Test
    void refusesProposalThatAsksForAnotherType() {
        Spend asking = Spend.of(wallet, wallet.fund(100_000));
        asking.psbt().input(0).put(RawPsbt.SIGHASH_TYPE, "82000000");

        NothingStored.in(wallet, asking::propose).refused(422, "sighash-field-refused");
    }

    private void refuse(int input, RawPsbt upload, String reason) {
        proposal.attempt(() -> proposal.contribute(upload)).refusedSignature(input, spend.publicKey(input, 0), reason);
    }
}
