package io.countersign.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.acinq.bitcoin.PrivateKey;
import fr.acinq.bitcoin.Transaction;
import io.countersign.testing.Hash;
import io.countersign.testing.RawPsbt;
import io.countersign.testing.Reply;
import io.countersign.testing.Signer;
import io.countersign.testing.Spend;
import io.countersign.testing.TestProposal;
import io.countersign.testing.TestWallet;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Threats B7, B8 and B4: signatures that are not what they are handed in for count nothing and block nobody. */
@QuarkusTest
class ForgedSignatureTest {

    private static final int ALL = 1;

    private TestWallet wallet;
    private TestProposal proposal;
    private Spend spend;

    @BeforeEach
    void propose() {
        wallet = TestWallet.twoOfThree();
        proposal = Spend.of(wallet, wallet.fund(500_000), wallet.fund(400_000)).proposed();
        spend = proposal.spend();
    }

    @Test
    void refusesAnotherUnsignedTransaction() {
        Spend other = Spend.paying(
                wallet, spend.coins(), java.util.List.of(Spend.payment(310_000), Spend.change(wallet, 0, 585_000)));

        attempt(other.signedBy(0)).refused(422, "other-transaction");
    }

    @Test
    void refusesTheSameInputsWithAnotherSequence() {
        Transaction unsigned = spend.psbt().unsigned();
        Transaction replaced = unsigned.updateInputs(unsigned.txIn.stream()
                .map(input -> new fr.acinq.bitcoin.TxIn(input.outPoint, 0xffffffffL))
                .toList());
        RawPsbt changed = spend.signedBy(0);
        changed.global().put(RawPsbt.UNSIGNED_TX, HexFormat.of().formatHex(Transaction.write(replaced)));

        attempt(changed).refused(422, "other-transaction");
    }

    @Test
    void refusesSignatureOverAnotherAmount() {
        String signature = spend.signature(0, spend.key(0, 0), ALL, 500_001);

        attempt(0, spend.publicKey(0, 0), signature).refusedSignature(0, spend.publicKey(0, 0), "signature_invalid");
    }

    @Test
    void refusesSignatureOfTheSameKeyOverAnotherTransaction() {
        Spend other = Spend.paying(
                wallet, spend.coins(), java.util.List.of(Spend.payment(310_000), Spend.change(wallet, 0, 585_000)));

        attempt(0, spend.publicKey(0, 0), other.signature(0, 0, ALL))
                .refusedSignature(0, spend.publicKey(0, 0), "signature_invalid");
    }

    @Test
    void refusesSignatureCopiedFromAnotherInput() {
        String signature = spend.signature(1, spend.key(0, 0), ALL, 400_000);

        attempt(0, spend.publicKey(0, 0), signature).refusedSignature(0, spend.publicKey(0, 0), "signature_invalid");
    }

    @Test
    void refusesSignatureOfAnotherCosignerInAKeysName() {
        String carols = spend.signature(0, 2, ALL);

        attempt(0, spend.publicKey(0, 1), carols).refusedSignature(0, spend.publicKey(0, 1), "signature_invalid");
    }

    @Test
    void refusesKeyOutsideTheWallet() {
        PrivateKey stranger = Signer.of(9).child(0, 1);
        String publicKey = HexFormat.of().formatHex(stranger.publicKey().value.toByteArray());

        attempt(0, publicKey, spend.signature(0, stranger, ALL, 500_000))
                .refusedSignature(0, publicKey, "key_not_in_wallet");
    }

    @Test
    void refusesKeyOfTheWalletOnTheWrongInput() {
        String signature = spend.signature(0, spend.key(1, 0), ALL, 500_000);

        attempt(0, spend.publicKey(1, 0), signature).refusedSignature(0, spend.publicKey(1, 0), "key_not_for_input");
    }

    @Test
    void namesEveryOffenderAndStoresNothingOfTheRest() {
        RawPsbt mixed = spend.signedBy(0)
                .withSignature(0, spend.publicKey(0, 1), spend.signature(0, spend.key(0, 1), ALL, 1))
                .withSignature(1, spend.publicKey(1, 2), spend.signature(1, 2, 0x81));

        JsonNode violations =
                attempt(mixed).refused(422, "signatures-not-right").json().get("violations");

        assertThat(violations)
                .extracting(one -> one.get("inputIndex").asInt() + " "
                        + one.get("publicKey").asText() + " "
                        + one.get("reason").asText())
                .containsExactlyInAnyOrder(
                        "0 " + spend.publicKey(0, 1) + " signature_invalid",
                        "1 " + spend.publicKey(1, 2) + " sighash_not_allowed");
    }

    @Test
    void refusesFileWithoutSignatures() {
        attempt(spend.psbt()).refused(422, "nothing-signed");
        attempt(RawPsbt.parse(proposal.psbt())).refused(422, "nothing-signed");
    }

    @Test
    void refusesForgeryInsideFinalWitness() {
        RawPsbt forged = spend.psbt().copy();
        String witness = "0400" + sized(spend.signature(0, 0, ALL)) + sized(spend.signature(0, spend.key(0, 1), ALL, 7))
                + sized(HexFormat.of()
                        .formatHex(wallet.multisig(0, spend.coins().get(0).index())));
        forged.input(0).put(RawPsbt.FINAL_WITNESS, witness);

        attempt(forged).refused(422, "signatures-not-right");
    }

    /** B7: from an upload only verified signatures are taken; what else it says is read by nobody. */
    @Test
    void takesNothingButTheSignaturesFromAnUpload() {
        byte[] before = proposal.psbt();
        RawPsbt upload = RawPsbt.parse(before).withSignature(0, spend.publicKey(0, 0), spend.signature(0, 0, ALL));
        upload.global().put("fc" + "04" + "6576696c" + "00", "00");
        upload.input(0).put(RawPsbt.INPUT_WITNESS_SCRIPT, "51");
        upload.input(0).put("fc" + "04" + "6576696c" + "01", "aa");
        upload.output(0).put(RawPsbt.OUTPUT_WITNESS_SCRIPT, "51");
        upload.output(1).keySet().removeIf(key -> key.startsWith(RawPsbt.OUTPUT_DERIVATION));

        Reply reply = proposal.contribute(upload).expect(201);

        assertThat(reply.json().get("accepted")).hasSize(1);
        RawPsbt expected = RawPsbt.parse(before).withSignature(0, spend.publicKey(0, 0), spend.signature(0, 0, ALL));
        RawPsbt served = RawPsbt.parse(proposal.psbt());
        assertThat(served.global()).isEqualTo(expected.global());
        assertThat(served.input(0)).isEqualTo(expected.input(0));
        assertThat(served.input(1)).isEqualTo(expected.input(1));
        assertThat(served.output(0)).isEqualTo(expected.output(0));
        assertThat(served.output(1)).isEqualTo(expected.output(1));
    }

    /** B9: a second right signature of a key changes nothing, the first is kept. */
    @Test
    void keepsTheFirstOfTwoRightSignaturesOfAKey() {
        proposal.contribute(0, spend.publicKey(0, 0), spend.signature(0, 0, ALL))
                .expect(201);
        String another =
                OddSignatures.withNonce(spend, 0, 0, new java.math.BigInteger(Hash.sha256("another nonce"), 16));

        Reply reply = proposal.attempt(() -> proposal.contribute(0, spend.publicKey(0, 0), another));

        assertThat(reply.expect(200).json().get("alreadyKnown").asInt()).isEqualTo(1);
    }

    @Test
    void letsTheHonestFinishAfterEveryAttack() {
        attempt(0, spend.publicKey(0, 1), spend.signature(0, 2, ALL)).expect(422);
        proposal.signBy(0).expect(201);
        attempt(0, spend.publicKey(0, 1), spend.signature(0, 2, ALL)).expect(422);
        proposal.signBy(1).expect(201);

        assertThat(proposal.eventTypes())
                .startsWith("proposal.created", "proposal.signed", "proposal.signed", "proposal.finalized");
    }

    private Reply attempt(RawPsbt psbt) {
        return proposal.attempt(() -> proposal.contribute(psbt));
    }

    private Reply attempt(int input, String publicKey, String signature) {
        return proposal.attempt(() -> proposal.contribute(input, publicKey, signature));
    }

    private static String sized(String hex) {
        return HexFormat.of().formatHex(RawPsbt.compactSize(hex.length() / 2)) + hex;
    }
}
