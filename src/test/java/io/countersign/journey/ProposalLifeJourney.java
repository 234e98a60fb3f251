package io.countersign.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.testing.Account;
import io.countersign.testing.Accounts;
import io.countersign.testing.Hash;
import io.countersign.testing.MovableClock;
import io.countersign.testing.RawPsbt;
import io.countersign.testing.Reply;
import io.countersign.testing.Spend;
import io.countersign.testing.TestProposal;
import io.countersign.testing.TestWallet;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What else may become of a proposal than its confirmation, and what its creator may say of it. */
@QuarkusTest
class ProposalLifeJourney {

    private final Account bob = Accounts.of("Bob");
    private final Account carol = Accounts.of("Carol");
    private final TestWallet wallet = TestWallet.twoOfThree();

    @Test
    void cancelsByItsCreatorOnly() {
        TestProposal proposal = aProposal();
        bob.api().delete(proposal.path("")).refused(403, "not-the-creator");
        RawPsbt byBob = proposal.spend().signedBy(1);

        Reply cancelled = wallet.owning().delete(proposal.path("")).expect(200);

        assertThat(cancelled.get("state")).isEqualTo("cancelled");
        assertThat(proposal.attempt(() -> proposal.contribute(byBob))
                        .refused(409, "proposal-not-collecting")
                        .get("state"))
                .isEqualTo("cancelled");
        proposal.attempt(() -> wallet.owning().delete(proposal.path(""))).refused(409, "proposal-not-collecting");
        assertThat(proposal.eventTypes()).containsExactly("proposal.created", "proposal.cancelled");
    }

    @Test
    void rejectsWhenTooFewKeysAreLeft() {
        TestProposal proposal = aProposal();
        reject(bob, proposal).expect(201);
        assertThat(proposal.state()).isEqualTo("collecting");

        Reply second = reject(carol, proposal).expect(201);

        assertThat(second.json().get("proposal").get("state").asText()).isEqualTo("rejected");
        assertThat(second.json().get("receipt").get("entry").asText()).matches("[0-9a-f]{64}");
        reject(carol, proposal).expect(200);
        proposal.attempt(() -> proposal.contribute(proposal.spend().signedBy(0)))
                .refused(409, "proposal-not-collecting");
        assertThat(proposal.eventTypes()).containsExactly("proposal.created", "proposal.rejected", "proposal.rejected");
    }

    @Test
    void hasNothingToRejectWhereAllKeysOfTheAccountHaveSigned() {
        TestProposal proposal = aProposal();
        proposal.signBy(1).expect(201);

        proposal.attempt(() -> reject(bob, proposal)).refused(409, "nothing-to-reject");
    }

    @Test
    void countsRightSignatureOfKeyThatRejected() {
        TestProposal proposal = aProposal();
        reject(bob, proposal).expect(201);

        Reply signed = proposal.signBy(1).expect(201);

        assertThat(signed.json()
                        .get("proposal")
                        .get("signers")
                        .get(1)
                        .get("state")
                        .asText())
                .isEqualTo("signed");
    }

    @Test
    void expiresAtItsTime() {
        String soon = Instant.now().plusSeconds(70).toString();
        Spend spend = Spend.of(wallet, wallet.fund(300_000));
        TestProposal proposal = new TestProposal(
                spend.propose(Map.of("expiresAt", soon)).expect(201).get("id"), spend);
        proposal.signBy(0).expect(201);

        MovableClock.later(Duration.ofSeconds(71), () -> {
            assertThat(proposal.state()).isEqualTo("expired");
            proposal.attempt(() -> proposal.contribute(spend.signedBy(1))).refused(409, "proposal-expired");
            proposal.contribute(spend.signedBy(0)).expect(200);
            proposal.attempt(() -> reject(carol, proposal)).refused(409, "proposal-expired");
            proposal.attempt(() -> wallet.owning().delete(proposal.path(""))).refused(409, "proposal-expired");
            spend.propose().expect(201);
        });
    }

    @Test
    void refusesEndsThatAreTooNearOrTooFar() {
        Spend spend = Spend.of(wallet, wallet.fund(300_000));
        for (Duration wrong : List.of(Duration.ofSeconds(30), Duration.ofDays(91))) {
            spend.propose(Map.of("expiresAt", Instant.now().plus(wrong).toString()))
                    .refused(422, "expiry-out-of-range");
        }
    }

    @Test
    void freesCoinsOfClosedProposals() {
        TestProposal proposal = aProposal();
        Spend again = proposal.spend();
        assertThat(again.propose().refused(409, "proposal-exists").get("proposalId"))
                .isEqualTo(proposal.id());
        Spend other =
                Spend.paying(wallet, again.coins(), List.of(Spend.payment(200_000), Spend.change(wallet, 0, 95_000)));
        assertThat(other.propose().refused(409, "coins-in-use").get("proposalId"))
                .isEqualTo(proposal.id());
        other.propose(Map.of("allowConflict", true)).expect(201);

        wallet.owning().delete(proposal.path("")).expect(200);

        assertThat(again.propose(Map.of("allowConflict", true)).expect(201).get("id"))
                .isNotEqualTo(proposal.id());
    }

    @Test
    void takesSignaturesThatThePsbtOfTheProposalBrings() {
        Spend spend = Spend.of(wallet, wallet.fund(300_000));
        Reply made = spend.with(spend.signedBy(0, 1)).propose().expect(201);

        assertThat(made.json().get("accepted")).hasSize(2);
        assertThat(made.get("state")).isEqualTo("finalized");
        TestProposal proposal = new TestProposal(made.get("id"), spend);
        proposal.await("broadcast");
    }

    @Test
    void keepsTheCreatorsAttestation() {
        Reply made = Spend.of(wallet, wallet.fund(300_000))
                .propose(Map.of("memo", "rent for March"))
                .expect(201);
        String text = "Countersign proposal\nwallet %s\nproposal %s\ntxid %s\nmemo %s"
                .formatted(wallet.id(), made.get("id"), made.get("txid"), Hash.sha256("rent for March"));
        String path = "/v1/proposals/" + made.get("id");
        String right = wallet.owner().loginKey().sign(text);

        bob.api()
                .put(path + "/attestation", Map.of("signature", bob.loginKey().sign(text)))
                .expect(403);
        wallet.owning()
                .put(path + "/attestation", Map.of("signature", bob.loginKey().sign(text)))
                .refused(403, "attestation-by-another");
        wallet.owning()
                .put(
                        path + "/attestation",
                        Map.of("signature", wallet.owner().loginKey().sign(text + " ")))
                .refused(403, "attestation-by-another");
        JsonNode kept = wallet.owning()
                .put(path + "/attestation", Map.of("signature", right))
                .expect(200)
                .json();
        assertThat(kept.get("attestation").get("signature").asText()).isEqualTo(right);
        Reply another = wallet.owning()
                .put(
                        path + "/attestation",
                        Map.of("signature", wallet.owner().loginKey().sign(text)))
                .expect(200);
        assertThat(another.json().get("attestation").get("signature").asText()).isEqualTo(right);
    }

    private TestProposal aProposal() {
        return Spend.of(wallet, wallet.fund(300_000)).proposed();
    }

    private static Reply reject(Account account, TestProposal proposal) {
        return account.api().post(proposal.path("/rejections"), Map.of("reason", "wrong payee"));
    }
}
