package io.countersign.attack;

import static io.countersign.testing.Treasury.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtOutput;
import io.countersign.crypto.psbt.PsbtV0;
import io.countersign.crypto.psbt.PsbtWriter;
import io.countersign.crypto.sighash.SighashType;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import io.countersign.testing.Accounts;
import io.countersign.testing.Person;
import io.countersign.testing.Reply;
import io.countersign.testing.Treasury;
import io.countersign.testing.Treasury.Coin;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** PSBTs that must not become proposals (threats B4, B5, B6, B13, B15). */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CreationAttackTest {

    private Treasury treasury;
    private Coin coin;
    private PsbtV0 right;

    @BeforeEach
    void fund() {
        if (treasury != null) {
            return;
        }
        treasury = Treasury.twoOfThree();
        coin = treasury.funded(1_000_000);
        right = treasury.psbt(List.of(coin), 333_333, 2_000, 0);
    }

    @Test
    void refusesAPreviousTransactionThatIsAnother() {
        Coin other = treasury.funded(900_000);

        assertRefused(
                right.withInput(0, PsbtInput.EMPTY.withNonWitnessUtxo(other.previous())), "previous-transaction-wrong");
    }

    @Test
    void refusesAWitnessUtxoThatContradicts() {
        TxOutput lie = new TxOutput(2_000_000, coin.output().script());

        assertRefused(right.withInput(0, right.inputs().get(0).withWitnessUtxo(lie)), "previous-transaction-wrong");
    }

    @Test
    void refusesACoinThatNobodyKnows() {
        Outpoint nowhere = new Outpoint(Txid.parse("ab".repeat(32)), 0);
        PsbtV0 psbt =
                PsbtV0.of(right.unsignedTransaction().withInputs(List.of(TxInput.unsigned(nowhere, 0xfffffffdL))));

        assertRefused(psbt, "previous-transaction-missing");
    }

    @Test
    void refusesACoinOfSomebodyElse() {
        Transaction previous = coin.previous();
        int foreign = 1 - (int) coin.outpoint().vout();
        Outpoint outpoint = new Outpoint(coin.outpoint().txid(), foreign);
        PsbtV0 psbt = PsbtV0.of(
                        right.unsignedTransaction().withInputs(List.of(TxInput.unsigned(outpoint, 0xfffffffdL))))
                .withInput(0, PsbtInput.EMPTY.withNonWitnessUtxo(previous));

        assertRefused(psbt, "foreign-input");
    }

    @Test
    void refusesACoinTwice() {
        TxInput input = TxInput.unsigned(coin.outpoint(), 0xfffffffdL);
        PsbtV0 psbt = PsbtV0.of(right.unsignedTransaction().withInputs(List.of(input, input)));

        assertRefused(psbt, "duplicate-input");
    }

    @Test
    void refusesOutputsAboveInputs() {
        assertRefused(paying(1_000_001), "outputs-above-inputs");
    }

    @Test
    void refusesAFeeAboveTheLimitsUnlessAllowed() {
        PsbtV0 psbt = treasury.psbt(List.of(coin), 333_333, 200_000, 0);
        assertRefused(psbt, "fee-too-high");

        Reply allowed = treasury.propose(Map.of("psbt", PsbtWriter.writeText(psbt), "allowHighFee", true));
        assertThat(allowed.status()).as(allowed.toString()).isEqualTo(201);
        ok(200, treasury.owner().delete("/v1/proposals/" + allowed.get("id")));
    }

    @Test
    void refusesChangeThatTheDescriptorDoesNotDerive() {
        PsbtOutput claim = right.outputs().get(1);
        PsbtV0 psbt = right.withOutput(0, claim);

        assertRefused(psbt, "key-fields-contradict");
    }

    @Test
    void refusesChangeTooFarAhead() {
        assertRefused(treasury.psbt(List.of(coin), 333_333, 2_000, 5_000), "change-too-far");
    }

    @Test
    void refusesASighashFieldOtherThanAll() {
        PsbtInput single = right.inputs().get(0).withSighashType(new SighashType(3));

        assertRefused(right.withInput(0, single), "sighash-field-refused");
    }

    @Test
    void refusesDust() {
        assertRefused(paying(200), "dust-output");
    }

    @Test
    void refusesALockTimeAhead() {
        Transaction unsigned = right.unsignedTransaction();
        Transaction locked = new Transaction(2, unsigned.inputs(), unsigned.outputs(), 499_999_999);
        PsbtV0 psbt = PsbtV0.of(locked).withInputs(right.inputs()).withOutputs(right.outputs());

        assertRefused(psbt, "transaction-not-final");
    }

    @Test
    void refusesTheSameTransactionAndTheSameCoinWhileOneIsOpen() {
        Coin fresh = treasury.funded(500_000);
        PsbtV0 first = treasury.psbt(List.of(fresh), 100_000, 2_000, 3);
        String id = ok(201, treasury.propose(first)).get("id");

        Reply same = treasury.propose(first);
        assertThat(same.problem()).isEqualTo("proposal-exists");
        assertThat(same.get("proposalId")).isEqualTo(id);
        PsbtV0 conflicting = treasury.psbt(List.of(fresh), 120_000, 2_000, 4);
        assertThat(treasury.propose(conflicting).problem()).isEqualTo("coins-in-use");
        ok(201, treasury.propose(Map.of("psbt", PsbtWriter.writeText(conflicting), "allowConflict", true)));
    }

    @Test
    void completesWhatTheUploadLacks() {
        Coin fresh = treasury.funded(500_000);
        PsbtV0 full = treasury.psbt(List.of(fresh), 100_000, 2_000, 6);
        PsbtV0 bare = PsbtV0.of(full.unsignedTransaction());

        Reply proposal = ok(201, treasury.propose(bare));

        assertThat(proposal.json().path("outputs").path(1).path("kind").asText())
                .isEqualTo("change");
        ok(201, treasury.contribute(2, proposal.get("id"), treasury.signed(2, proposal.get("id"))));
    }

    @Test
    void givesEachRoleItsRightsAndNoOther() {
        Person viewer = Person.named("Viewer");
        Person proposer = Person.named("Proposer");
        Treasury.join(treasury.owner(), viewer, treasury.id(), "viewer");
        Treasury.join(treasury.owner(), proposer, treasury.id(), "proposer");
        String wallet = "/v1/wallets/" + treasury.id();

        assertThat(viewer.get(wallet).status()).isEqualTo(200);
        assertThat(viewer.post(wallet + "/addresses", Map.of()).problem()).isEqualTo("forbidden");
        assertThat(viewer.post(wallet + "/proposals", Map.of()).problem()).isEqualTo("forbidden");
        assertThat(proposer.post(wallet + "/addresses", Map.of()).status()).isEqualTo(201);
        assertThat(proposer.post(wallet + "/keys", Map.of()).problem()).isEqualTo("forbidden");
        assertThat(proposer.post("/v1/invitations", Map.of("walletId", treasury.id(), "role", "viewer"))
                        .problem())
                .isEqualTo("forbidden");
        assertThat(Accounts.olga().api().get(wallet).problem()).isEqualTo("not-found");
        assertThat(Person.nobody().get(wallet).problem()).isEqualTo("unauthenticated");
    }

    private PsbtV0 paying(long sat) {
        Transaction unsigned = right.unsignedTransaction();
        List<TxOutput> outputs =
                List.of(new TxOutput(sat, Treasury.STRANGER), unsigned.outputs().get(1));
        return PsbtV0.of(new Transaction(2, unsigned.inputs(), outputs, 0)).withInputs(right.inputs());
    }

    private void assertRefused(PsbtV0 psbt, String problem) {
        Reply reply = treasury.propose(psbt);

        assertThat(reply.problem()).as(reply.toString()).isEqualTo(problem);
        assertThat(reply.status()).isEqualTo(422);
    }
}
