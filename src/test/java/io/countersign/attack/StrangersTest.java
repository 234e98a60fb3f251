package io.countersign.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.Account;
import io.countersign.testing.Accounts;
import io.countersign.testing.Api;
import io.countersign.testing.Reply;
import io.countersign.testing.Spend;
import io.countersign.testing.TestProposal;
import io.countersign.testing.TestWallet;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Threat C6: who is no member of a wallet learns nothing of it, not even that it is there; the operator no more than anyone. */
@QuarkusTest
class StrangersTest {

    private static final String MISSING = "01890000-0000-7000-8000-000000000000";

    private final TestWallet wallet = TestWallet.twoOfThree();

    @Test
    void answersStrangersByteForByteAsWhereNothingIs() {
        TestProposal proposal = Spend.of(wallet, wallet.fund(200_000)).proposed();
        String key = wallet.seat(0).keyId();
        for (Account stranger : List.of(Accounts.of("Mallory"), Accounts.olga())) {
            for (Call call : calls(wallet.id(), proposal.id(), key)) {
                Reply there = NothingStored.in(wallet, () -> call.by(stranger.api()));
                Reply nowhere = call.insteadOf(wallet.id(), proposal.id()).by(stranger.api());

                there.refused(404, "not-found");
                assertThat(there.text().replace(wallet.id(), MISSING).replace(proposal.id(), MISSING))
                        .as(call.toString())
                        .isEqualTo(nowhere.text());
                assertThat(withoutDate(there)).as(call.toString()).isEqualTo(withoutDate(nowhere));
            }
        }
        assertThat(proposal.get().etag()).isEqualTo("\"1\"");
    }

    @Test
    void answersIdsThatAreNoneAsMissingOnes() {
        Api mallory = Accounts.of("Mallory").api();
        for (String id : List.of("1", "not-an-id", "00000000-0000-0000-0000-000000000000", MISSING.toUpperCase())) {
            Reply none = mallory.get("/v1/proposals/" + id).refused(404, "not-found");
            Reply missing = mallory.get("/v1/proposals/" + MISSING).refused(404, "not-found");
            assertThat(none.text().replace("/" + id, "/" + MISSING)).isEqualTo(missing.text());
            mallory.get("/v1/wallets/" + id).refused(404, "not-found");
        }
    }

    @Test
    void showsNothingOfOthersInLists() {
        Api mallory = Accounts.of("Mallory").api();

        assertThat(mallory.get("/v1/wallets").expect(200).text()).doesNotContain(wallet.id());
        assertThat(mallory.get("/v1/events?limit=500").expect(200).text()).doesNotContain(wallet.id());
    }

    @Test
    void demandsSignInForEveryCall() {
        Api nobody = Api.here();
        for (Call call : calls(wallet.id(), MISSING, MISSING)) {
            call.by(nobody).refused(401, "unauthenticated");
            call.by(nobody.as("eyJhbGciOiJub25lIn0.e30.")).refused(401, "unauthenticated");
        }
    }

    private static Map<String, List<String>> withoutDate(Reply reply) {
        Map<String, List<String>> headers =
                new java.util.TreeMap<>(reply.response().headers().map());
        headers.remove("date");
        headers.remove("content-length");
        return headers;
    }

    /** Every call below a wallet and a proposal, with bodies that are right, wrong or none. */
    private static List<Call> calls(String wallet, String proposal, String key) {
        String walletPath = "/v1/wallets/" + wallet;
        String proposalPath = "/v1/proposals/" + proposal;
        return List.of(
                new Call("GET", walletPath, ""),
                new Call("GET", walletPath + "/keys", ""),
                new Call("GET", walletPath + "/keys/" + key, ""),
                new Call("GET", walletPath + "/addresses", ""),
                new Call("GET", walletPath + "/members", ""),
                new Call("GET", walletPath + "/events", ""),
                new Call("GET", walletPath + "/proposals", ""),
                new Call("GET", walletPath + "/proposals?state=nonsense", ""),
                new Call("POST", walletPath + "/addresses", "{\"label\":\"x\"}"),
                new Call("POST", walletPath + "/addresses", "nonsense"),
                new Call("POST", walletPath + "/keys", "{}"),
                new Call("POST", walletPath + "/keys/" + key + "/proof", "{\"proof\":\"waived\"}"),
                new Call("POST", walletPath + "/keys/" + key + "/confirmation", "[]"),
                new Call("DELETE", walletPath + "/keys/" + key, ""),
                new Call("DELETE", walletPath + "/members/" + MISSING, ""),
                new Call("POST", walletPath + "/proposals", "{\"psbt\":\"cHNidP8=\"}"),
                new Call("POST", walletPath + "/proposals", "\u0000"),
                new Call("GET", proposalPath, ""),
                new Call("GET", proposalPath + "?wait=1000", ""),
                new Call("GET", proposalPath + "/psbt", ""),
                new Call("GET", proposalPath + "/psbt?version=7", ""),
                new Call("GET", proposalPath + "/transaction", ""),
                new Call("POST", proposalPath + "/contributions", "{\"psbt\":\"cHNidP8=\"}"),
                new Call("POST", proposalPath + "/contributions", "\u0000"),
                new Call("POST", proposalPath + "/rejections", "{\"reason\":\"x\"}"),
                new Call("PUT", proposalPath + "/attestation", "{\"signature\":\"00\"}"),
                new Call("DELETE", proposalPath, ""));
    }

    private record Call(String method, String path, String body) {

        Reply by(Api api) {
            return switch (method) {
                case "POST" -> api.post(path, body);
                case "PUT" -> api.put(path, body);
                default -> api.send(method, path, new byte[0]);
            };
        }

        Call insteadOf(String wallet, String proposal) {
            return new Call(method, path.replace(wallet, MISSING).replace(proposal, MISSING), body);
        }
    }
}
