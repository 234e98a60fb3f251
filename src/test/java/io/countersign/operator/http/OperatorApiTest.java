package io.countersign.operator.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.testing.Account;
import io.countersign.testing.Accounts;
import io.countersign.testing.Api;
import io.countersign.testing.JournalRows;
import io.countersign.testing.Reply;
import io.countersign.testing.Spend;
import io.countersign.testing.TestProposal;
import io.countersign.testing.TestWallet;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What operators see and repair, and what nobody else does. */
@QuarkusTest
class OperatorApiTest {

    private static final List<String> READS = List.of(
            "/v1/operator/overview",
            "/v1/operator/wallets",
            "/v1/operator/proposals",
            "/v1/operator/proposals?stuck=true",
            "/v1/operator/keys",
            "/v1/operator/keys?due=health_check",
            "/v1/operator/chain",
            "/v1/operator/jobs",
            "/v1/operator/deliveries",
            "/v1/operator/deliveries?state=failed",
            "/v1/operator/accounts");

    private final Api olga = Accounts.olga().api();

    @Test
    void letsNobodyInButOperators() {
        TestWallet wallet = TestWallet.twoOfThree();
        String account = "/v1/operator/accounts/" + wallet.owner().id();
        List<String> posts = List.of(
                account + "/disablement",
                "/v1/operator/chain/rescans",
                "/v1/operator/jobs/01890000-0000-7000-8000-000000000000/retries");
        for (String path : READS) {
            Api.here().get(path).refused(401, "unauthenticated");
            Accounts.of("Mallory").api().get(path).refused(403, "forbidden");
            wallet.owning().get(path).refused(403, "forbidden");
            olga.get(path).expect(200);
        }
        for (String path : posts) {
            Api.here().post(path, Map.of()).refused(401, "unauthenticated");
            wallet.owning().post(path, Map.of()).refused(403, "forbidden");
        }
        for (String path : List.of(account + "/disablement", account + "/sessions")) {
            Api.here().delete(path).refused(401, "unauthenticated");
            wallet.owning().delete(path).refused(403, "forbidden");
        }
        wallet.owning().get("/v1/me").expect(200);
    }

    @Test
    void tellsNothingThatIsTheMembersOwn() {
        TestWallet wallet = TestWallet.twoOfThree();
        wallet.owning()
                .post(wallet.path("/addresses"), Map.of("label", "canary-label"))
                .expect(201);
        TestProposal proposal = new TestProposal(
                Spend.of(wallet, wallet.fund(1_234_567))
                        .propose(Map.of("memo", "canary-memo"))
                        .expect(201)
                        .get("id"),
                null);
        JsonNode shown = wallet.owning().get(wallet.path("")).expect(200).json();
        JsonNode proposed = wallet.owning()
                .get("/v1/proposals/" + proposal.id())
                .expect(200)
                .json();
        List<String> canaries = new ArrayList<>(List.of(
                "canary",
                "1234567",
                "411522",
                shown.get("name").asText(),
                shown.get("descriptor").asText(),
                shown.get("firstAddress").asText(),
                proposed.get("txid").asText(),
                proposed.get("feeSat").asText() + ",",
                "cHNidP",
                "tpub"));
        shown.get("keys").forEach(key -> canaries.add(key.get("label").asText()));
        proposed.get("outputs")
                .forEach(output -> canaries.add(output.get("address").asText()));
        canaries.removeIf(String::isBlank);

        for (String path : READS) {
            for (String answer : allPages(path)) {
                assertThat(answer).as(path).doesNotContain(canaries);
            }
        }
    }

    @Test
    void showsWhoIsWaitedFor() {
        TestWallet wallet = TestWallet.twoOfThree();
        TestProposal proposal = Spend.of(wallet, wallet.fund(300_000)).proposed();
        proposal.signBy(0).expect(201);

        JsonNode seen = find("/v1/operator/proposals?state=collecting", proposal.id());

        assertThat(seen.get("walletId").asText()).isEqualTo(wallet.id());
        assertThat(seen.get("signaturesRequired").asInt()).isEqualTo(2);
        assertThat(seen.get("signaturesCollected").asInt()).isEqualTo(1);
        assertThat(seen.get("waitingFor"))
                .extracting(JsonNode::asText)
                .containsExactly(wallet.seat(1).keyId(), wallet.seat(2).keyId());
        assertThat(seen.get("stuck").isNull()).isTrue();
        assertThat(find("/v1/operator/wallets?state=active", wallet.id())
                        .get("keys")
                        .get("confirmed")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void findsWhatIsStuckAndWhy() throws SQLException {
        TestWallet wallet = TestWallet.twoOfThree();
        TestProposal proposal = Spend.of(wallet, wallet.fund(300_000)).proposed();
        execute("UPDATE proposal SET created_at = now() - INTERVAL '5 days' WHERE id = '%s'".formatted(proposal.id()));

        JsonNode stuck =
                find("/v1/operator/proposals?stuck=true", proposal.id()).get("stuck");

        assertThat(stuck.get("reason").asText()).isEqualTo("signatures_late");
        assertThat(stuck.get("remedy").asText()).isNotBlank();
        olga.get("/v1/operator/proposals?stuck=perhaps").refused(400, "malformed-query");
        olga.get("/v1/operator/proposals?state=unknown").refused(400, "malformed-query");
    }

    @Test
    void findsKeysThatHaveProvenNothingForLong() throws SQLException {
        TestWallet wallet = TestWallet.make("wsh", 1, TestWallet.people("Dora", "Emil"), TestWallet.signers(2));
        String key = wallet.seat(1).keyId();
        assertThat(ids("/v1/operator/keys?due=health_check")).doesNotContain(key);

        execute(
                "UPDATE cosigner_key SET proven_at = now() - INTERVAL '200 days', confirmed_at = now() - INTERVAL '199 days' WHERE id = '%s'"
                        .formatted(key));

        assertThat(ids("/v1/operator/keys?due=health_check"))
                .contains(key)
                .doesNotContain(wallet.seat(0).keyId());
        assertThat(ids("/v1/operator/keys")).contains(key, wallet.seat(0).keyId());
    }

    @Test
    void disablesAnAccountAtOnceAndLetsItInAgain() {
        Account pia = Accounts.of("Pia");
        String path = "/v1/operator/accounts/" + pia.id();
        pia.api().get("/v1/me").expect(200);
        long before = repairsTold();

        olga.post(path + "/disablement", Map.of()).expect(204);

        pia.api().get("/v1/me").refused(401, "unauthenticated");
        Account.signIn(Api.here(), pia.loginKey()).expect(401);
        JsonNode seen = find("/v1/operator/accounts?state=disabled", pia.id());
        assertThat(seen.get("sessions").asInt()).isZero();
        olga.post(path + "/disablement", Map.of()).expect(204);
        olga.delete(path + "/disablement").expect(204);
        Account.signIn(Api.here(), pia.loginKey()).expect(201);
        assertThat(repairsTold()).as("the second disablement changed nothing").isEqualTo(before + 2);
    }

    @Test
    void endsTheSessionsOfAnAccount() {
        Account rosa = Accounts.of("Rosa");
        rosa.api().get("/v1/me").expect(200);

        olga.delete("/v1/operator/accounts/" + rosa.id() + "/sessions").expect(204);

        rosa.api().get("/v1/me").refused(401, "unauthenticated");
        Account.signIn(Api.here(), rosa.loginKey()).expect(201);
    }

    @Test
    void keepsTheLastOperator() {
        olga.post("/v1/operator/accounts/" + Accounts.olga().id() + "/disablement", Map.of())
                .refused(409, "last-operator");
        olga.get("/v1/me").expect(200);
        olga.post("/v1/operator/accounts/01890000-0000-7000-8000-000000000000/disablement", Map.of())
                .refused(404, "not-found");
    }

    @Test
    void looksForFinalTransactionsAnew() {
        TestWallet wallet = TestWallet.twoOfThree();
        TestProposal proposal = Spend.of(wallet, wallet.fund(300_000)).proposed();
        proposal.signBy(0).expect(201);
        proposal.signBy(1).expect(201);

        Reply rescan = olga.post("/v1/operator/chain/rescans", Map.of()).expect(200);

        assertThat(rescan.json().get("transactions").asInt()).isPositive();
        JsonNode job = find("/v1/operator/proposals", proposal.id()).get("job");
        assertThat(job.get("kind").asText()).isEqualTo("broadcast");
        olga.post("/v1/operator/jobs/" + job.get("id").asText() + "/retries", Map.of())
                .expect(204);
        olga.post("/v1/operator/jobs/01890000-0000-7000-8000-000000000000/retries", Map.of())
                .refused(404, "not-found");
    }

    @Test
    void countsInTheOverview() {
        TestWallet.twoOfThree();

        JsonNode overview = olga.get("/v1/operator/overview").expect(200).json();

        assertThat(overview.get("wallets").get("active").get("count").asInt()).isPositive();
        assertThat(overview.get("accounts").get("operator").get("count").asInt())
                .isEqualTo(1);
        assertThat(overview.get("chain").get("up").asBoolean()).isTrue();
        assertThat(overview.get("chain").get("backend").asText()).isEqualTo("development");
        assertThat(overview.get("chain").get("height").asInt()).isPositive();
        assertThat(overview.get("journal").get("size").asLong()).isPositive();
    }

    private static long repairsTold() {
        try (Connection connection = JournalRows.connect();
                var row = connection
                        .createStatement()
                        .executeQuery(
                                "SELECT count(*) FROM journal WHERE type IN ('account.disabled', 'account.enabled') AND convert_from(leaf, 'UTF8')::jsonb ->> 'actor' = '%s'"
                                        .formatted(Accounts.olga().id()))) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = JournalRows.connect()) {
            connection.createStatement().executeUpdate(sql);
        }
    }

    private JsonNode find(String path, String id) {
        return allPages(path).stream()
                .flatMap(page -> StreamSupport.stream(items(page).spliterator(), false))
                .filter(item -> item.get("id").asText().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(id + " is not in " + path));
    }

    private List<String> ids(String path) {
        return allPages(path).stream()
                .flatMap(page -> StreamSupport.stream(items(page).spliterator(), false))
                .map(item -> item.get("id").asText())
                .toList();
    }

    private static JsonNode items(String page) {
        try {
            return new com.fasterxml.jackson.databind.ObjectMapper()
                    .readTree(page)
                    .get("items");
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(page, e);
        }
    }

    private List<String> allPages(String path) {
        List<String> pages = new ArrayList<>();
        String cursor = null;
        do {
            String query = cursor == null ? "" : (path.contains("?") ? "&" : "?") + "cursor=" + cursor;
            Reply page = olga.get(path + query).expect(200);
            pages.add(page.text());
            cursor = page.json().path("nextCursor").isTextual() ? page.get("nextCursor") : null;
        } while (cursor != null);
        return pages;
    }
}
