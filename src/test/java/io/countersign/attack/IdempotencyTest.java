package io.countersign.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.Account;
import io.countersign.testing.Accounts;
import io.countersign.testing.Api;
import io.countersign.testing.AtOnce;
import io.countersign.testing.Reply;
import io.countersign.testing.Spend;
import io.countersign.testing.TestProposal;
import io.countersign.testing.TestWallet;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Threat C4: what a client sends again after a lost answer happens once, and nothing else passes for it. */
@QuarkusTest
class IdempotencyTest {

    private final TestWallet wallet = TestWallet.twoOfThree();
    private final String key = UUID.randomUUID().toString();

    @Test
    void answersARepeatedRequestAsTheFirstTime() {
        Spend spend = Spend.of(wallet, wallet.fund(200_000));
        Map<String, String> request = Map.of("psbt", spend.psbt().base64(), "memo", "once");
        Reply first = post("/proposals", request).expect(201);
        TestProposal proposal = new TestProposal(first.get("id"), spend);
        proposal.signBy(0).expect(201);

        Reply again = proposal.attempt(() -> post("/proposals", request));

        assertThat(again.expect(201).bytes()).isEqualTo(first.bytes());
        assertThat(again.etag()).isEqualTo(first.etag());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
    }

    @Test
    void refusesTheSameKeyForAnotherRequest() {
        post("/addresses", Map.of("label", "one")).expect(201);

        NothingStored.in(wallet, () -> post("/addresses", Map.of("label", "two")))
                .refused(422, "idempotency-key-reused");
        NothingStored.in(wallet, () -> wallet.owning()
                        .post(
                                wallet.path("/addresses"),
                                "application/json-patch+json",
                                "{\"label\":\"one\"}".getBytes(),
                                "Idempotency-Key",
                                key))
                .refused(422, "idempotency-key-reused");
    }

    @Test
    void keepsTheKeysOfEachPathApart() {
        post("/addresses", Map.of("label", "one")).expect(201);
        Spend spend = Spend.of(wallet, wallet.fund(200_000));

        post("/proposals", Map.of("psbt", spend.psbt().base64())).expect(201);
    }

    @Test
    void forgetsRefusals() {
        Spend spend = Spend.of(wallet, wallet.fund(200_000));
        post("/proposals", Map.of("psbt", "cHNidP8=")).refused(400, "malformed-psbt");

        post("/proposals", Map.of("psbt", spend.psbt().base64())).expect(201);
    }

    @Test
    void letsATwinInFlightWait() {
        List<Reply> replies = AtOnce.times(8, i -> post("/addresses", Map.of("label", "twin")));

        assertThat(replies).allSatisfy(reply -> {
            assertThat(reply.status()).isEqualTo(201);
            assertThat(reply.bytes()).isEqualTo(replies.get(0).bytes());
        });
        assertThat(replies.stream()
                        .filter(reply -> reply.header("Idempotent-Replayed").isEmpty()))
                .hasSize(1);
    }

    @Test
    void demandsAKeyThatCanBeKept() {
        NothingStored.in(wallet, () -> wallet.owning()
                        .post(wallet.path("/addresses"), Map.of("label", "x"), "Idempotency-Key", ""))
                .refused(400, "idempotency-key-missing");
        NothingStored.in(wallet, () -> wallet.owning()
                        .post(wallet.path("/addresses"), Map.of("label", "x"), "Idempotency-Key", "k".repeat(256)))
                .refused(400, "idempotency-key-malformed");
        wallet.owning()
                .post(wallet.path("/addresses"), Map.of("label", "x"), "Idempotency-Key", "k".repeat(255))
                .expect(201);
    }

    @Test
    void looksAtTheCallersRightsAgain() {
        Account guest = Accounts.of("A guest");
        guest.accept(wallet.owner().invite(Map.of("walletId", wallet.id(), "role", "proposer")));
        Map<String, String> request = Map.of("label", "for a guest");
        guest.api()
                .post(wallet.path("/addresses"), request, "Idempotency-Key", key)
                .expect(201);

        wallet.owning().delete(wallet.path("/members/" + guest.id())).expect(204);

        guest.api()
                .post(wallet.path("/addresses"), request, "Idempotency-Key", key)
                .refused(404, "not-found");
    }

    @Test
    void answersASignedFileThatIsSentTwiceAlike() {
        TestProposal proposal = Spend.of(wallet, wallet.fund(200_000)).proposed();
        byte[] signed = proposal.spend().signedBy(0).bytes();
        String path = proposal.path("/contributions");
        Reply first = wallet.owning()
                .post(path, Api.OCTETS, signed, "Idempotency-Key", key)
                .expect(201);

        Reply again = proposal.attempt(() -> wallet.owning().post(path, Api.OCTETS, signed, "Idempotency-Key", key));

        assertThat(again.expect(201).bytes()).isEqualTo(first.bytes());
        assertThat(again.etag()).isEqualTo(first.etag());
    }

    private Reply post(String path, Map<String, String> request) {
        return wallet.owning().post(wallet.path(path), request, "Idempotency-Key", key);
    }
}
