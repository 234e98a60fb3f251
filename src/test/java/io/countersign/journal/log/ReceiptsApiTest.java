package io.countersign.journal.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.testing.Account;
import io.countersign.testing.Ceremony;
import io.countersign.testing.Reply;
import io.countersign.testing.Signer;
import io.countersign.testing.Spend;
import io.countersign.testing.TestLog;
import io.countersign.testing.TestProposal;
import io.countersign.testing.TestWallet;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Threat B11: whatever was acknowledged is promised in writing, and the promise is kept. */
@QuarkusTest
class ReceiptsApiTest {

    private final TestWallet wallet = TestWallet.twoOfThree();
    private final TestLog log = new TestLog(wallet.owning());

    @Test
    void signsAReceiptForAProposalAndForWhatIsSaidOfIt() {
        Spend spend = Spend.of(wallet, wallet.fund(200_000));
        Reply proposed = spend.propose().expect(201);
        TestProposal proposal = new TestProposal(proposed.get("id"), spend);
        Reply signed = proposal.signBy(0).expect(201);
        Reply known = proposal.signBy(0).expect(200);
        Reply rejected = wallet.seat(1)
                .api()
                .post(
                        proposal.path("/rejections"),
                        Map.of("reason", "\"receipt\":{\"entry\":\"" + "0".repeat(64) + "\""))
                .expect(201);

        List<JsonNode> receipts = List.of(receipt(proposed), receipt(signed), receipt(rejected));
        assertThat(receipts)
                .extracting(receipt -> log.redeem(receipt))
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(receipt(known)).isEqualTo(receipt(signed));
        assertThat(proposal.get().json().has("receipt")).isFalse();
    }

    @Test
    void signsAReceiptForAConfirmation() {
        List<Account> people = TestWallet.people("Dan", "Eva");
        Ceremony ceremony = Ceremony.begin("wsh", 2, people.get(0), 2);
        people.forEach(ceremony::letIn);
        TestWallet.Seat seat = ceremony.register(people.get(0), Signer.of(1));
        ceremony.register(people.get(1), Signer.of(2));
        String path = "/v1/wallets/" + ceremony.walletId();
        String first = people.get(0).api().get(path).expect(200).get("firstAddress");

        Reply confirmed = seat.api()
                .post(path + "/keys/" + seat.keyId() + "/confirmation", Map.of("firstAddress", first))
                .expect(200);

        assertThat(new TestLog(seat.api()).redeem(receipt(confirmed))).isPositive();
    }

    @Test
    void makesTheNoteAnewForARepeatedRequest() {
        Spend spend = Spend.of(wallet, wallet.fund(200_000));
        String key = UUID.randomUUID().toString();
        Map<String, String> request = Map.of("psbt", spend.psbt().base64());

        Reply first = wallet.owning()
                .post(wallet.path("/proposals"), request, "Idempotency-Key", key)
                .expect(201);
        Reply again = wallet.owning()
                .post(wallet.path("/proposals"), request, "Idempotency-Key", key)
                .expect(201);

        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.bytes()).isEqualTo(first.bytes());
        log.redeem(receipt(again));
    }

    private static JsonNode receipt(Reply reply) {
        JsonNode receipt = reply.json().get("receipt");
        assertThat(receipt.fieldNames()).toIterable().containsExactly("entry", "time", "note");
        return receipt;
    }
}
