package io.countersign.cli.signer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.crypto.descriptor.ScriptKind;
import io.countersign.crypto.key.CosignerKey;
import io.countersign.crypto.key.DerivationPath;
import io.countersign.crypto.message.LegacyMessage;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtWriter;
import io.countersign.crypto.script.Address;
import io.countersign.crypto.script.Threshold;
import io.countersign.crypto.sighash.SighashType;
import io.countersign.crypto.tx.Network;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Satoshi;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import io.countersign.testing.Cosigner;
import java.util.List;
import org.bitcoindevkit.FinalizedPsbtResult;
import org.junit.jupiter.api.Test;

/** The development signer, asked beside bitcoin-kmp and rust-bitcoin. */
class SoftwareSignerTest {

    private static final SoftwareSigner ALICE = signer(1);
    private static final SoftwareSigner BOB = signer(2);
    private static final SoftwareSigner CAROL = signer(3);
    private static final Descriptor WALLET = Descriptor.of(
            ScriptKind.WSH,
            true,
            Threshold.of(2, 3),
            List.of(ALICE.cosignerKey(), BOB.cosignerKey(), CAROL.cosignerKey()));
    private static final Address RECIPIENT = Address.ofScript(
                    WALLET.derive(0, 7).scriptPubKey(), Network.REGTEST)
            .orElseThrow();
    private static final Transaction DEPOSIT = deposit(1_000_000);

    @Test
    void refusesPsbtThatNamesNoKeyOfIt() {
        assertThatThrownBy(() -> signer(4).sign(payment()))
                .isInstanceOf(SigningRefusedException.class)
                .hasMessageStartingWith("No input of this PSBT names a key of the signer");
    }

    @Test
    void refusesAmountThatThePreviousTransactionContradicts() {
        Psbt lie = change(
                input -> input.withWitnessUtxo(deposit(2_000_000).outputs().get(1)));

        assertThatThrownBy(() -> ALICE.sign(lie)).hasMessage("Input 0 can't be signed: UTXOS_DISAGREE.");
    }

    @Test
    void refusesPreviousTransactionThatTheInputDoesNotSpend() {
        Psbt lie = change(input -> input.withNonWitnessUtxo(deposit(2_000_000)));

        assertThatThrownBy(() -> ALICE.sign(lie)).hasMessage("Input 0 can't be signed: PREVIOUS_TRANSACTION_WRONG.");
    }

    @Test
    void refusesHashTypeOtherThanAll() {
        Psbt asking = change(input -> input.withSighashType(SighashType.NONE));

        assertThatThrownBy(() -> ALICE.sign(asking)).hasMessage("Input 0 asks for another hash type than ALL.");
    }

    @Test
    void refusesToPayFromTransactionThatDoesNotPayTheWallet() {
        Payment payment = new Payment(RECIPIENT, Satoshi.of(333_333), Satoshi.of(2_000));

        assertThatThrownBy(() -> payment.psbt(DEPOSIT, WALLET.derive(0, 2), WALLET.derive(1, 0)))
                .isInstanceOf(SigningRefusedException.class);
    }

    @Test
    void derivesTheKeysOfThePublishedExample() {
        assertThat(keys(ALICE, BOB, CAROL))
                .containsExactly(
                        Cosigner.ALICE.accountKey("48h/1h/0h/2h", Network.REGTEST),
                        Cosigner.BOB.accountKey("48h/1h/0h/2h", Network.REGTEST),
                        Cosigner.CAROL.accountKey("48h/1h/0h/2h", Network.REGTEST));
        assertThat(ALICE.cosignerKey())
                .hasToString("[4ba43603/48h/1h/0h/2h]tpubDDwf2gdFxFahr9RUtDQCuZmsx34CfdZ7RALAirwC2FGeLBzW1TDiEpqFe"
                        + "RdxLdZD7rfsbZHYwSaT6CLM3TAcYRw6xfRv4U6KCQt4Zuhvjkz");
        assertThat(List.of(BOB.fingerprint().toString(), CAROL.fingerprint().toString()))
                .containsExactly("8dfc9b34", "56c4fac3");
        assertThat(WALLET.text()).endsWith("#fq8gmhj6");
    }

    @Test
    void signsChallengesByTheKeyAndByItsChildren() {
        String challenge = "Countersign key proof at http://localhost:8080 wallet W key 4ba43603 holder A nonce 91d0";

        for (String child : List.of("", "0", "0/0", "1/999")) {
            DerivationPath path = DerivationPath.parse(child);
            assertThat(LegacyMessage.recover(challenge, ALICE.signMessage(path, challenge)))
                    .hasValue(ALICE.cosignerKey().key().derive(path).publicKey());
        }
    }

    @Test
    void signsWhatRustBitcoinFinalizes() throws Exception {
        Psbt signed = BOB.sign(ALICE.sign(payment()));

        try (var theirs = new org.bitcoindevkit.Psbt(PsbtWriter.writeText(signed))) {
            FinalizedPsbtResult result = theirs.finalize();
            assertThat(result.getCouldFinalize()).isTrue();
            assertThat(result.getPsbt().extractTx().computeTxid())
                    .hasToString(payment().unsignedTransaction().txid().toHex());
        }
    }

    @Test
    void leavesTooFewSignaturesUnfinished() throws Exception {
        try (var theirs = new org.bitcoindevkit.Psbt(PsbtWriter.writeText(ALICE.sign(payment())))) {
            assertThat(theirs.finalize().getCouldFinalize()).isFalse();
        }
    }

    @Test
    void paysRecipientAndBringsTheRestBack() {
        // 1,000,000 - 333,333 - 2,000
        assertThat(payment().unsignedTransaction().outputs())
                .containsExactly(
                        new TxOutput(333_333, RECIPIENT.scriptPubKey()),
                        new TxOutput(664_667, WALLET.derive(1, 0).scriptPubKey()));
    }

    private static SoftwareSigner signer(int value) {
        return SoftwareSigner.ofSeed(Bytes32.ofHex("%02x".formatted(value).repeat(Bytes32.SIZE)));
    }

    private static List<CosignerKey> keys(SoftwareSigner... signers) {
        return List.of(signers).stream().map(SoftwareSigner::cosignerKey).toList();
    }

    private static Psbt payment() {
        return new Payment(RECIPIENT, Satoshi.of(333_333), Satoshi.of(2_000))
                .psbt(DEPOSIT, WALLET.derive(0, 1), WALLET.derive(1, 0));
    }

    private static Psbt change(java.util.function.UnaryOperator<PsbtInput> change) {
        Psbt psbt = payment();
        return psbt.withInputs(psbt.inputs().stream().map(change).toList());
    }

    /** The coin is output 1, so that index mistakes show. */
    private static Transaction deposit(long amountSat) {
        Outpoint somewhere = new Outpoint(Txid.parse("ab".repeat(32)), 0);
        return new Transaction(
                2,
                List.of(TxInput.unsigned(somewhere, TxInput.FINAL_SEQUENCE)),
                List.of(
                        new TxOutput(5_000, Bytes.ofHex("51")),
                        new TxOutput(amountSat, WALLET.derive(0, 1).scriptPubKey())),
                0);
    }
}
