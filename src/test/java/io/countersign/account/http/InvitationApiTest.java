package io.countersign.account.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.Person;
import io.countersign.testing.Reply;
import io.countersign.testing.Sql;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Invitations as they are made, seen and withdrawn. */
@QuarkusTest
class InvitationApiTest {

    private static final String INVITATIONS = "/v1/invitations";
    private static final byte[] UNREADABLE = "{".getBytes(US_ASCII);

    private final Person alice = Person.named("Alice");

    @Test
    void onlyOperatorsInviteToTheServerAndOnlyOwnersIntoAWallet() {
        Person bob = Person.named("Bob");
        String wallet = alice.makesWallet();
        alice.letsIn(bob, wallet, "cosigner");

        alice.post(INVITATIONS, Map.of("role", "member")).refused(403, "forbidden");
        alice.post(INVITATIONS, Map.of("role", "operator")).refused(403, "forbidden");
        Map<String, String> request = Map.of("walletId", wallet, "role", "viewer");
        bob.post(INVITATIONS, request).refused(403, "forbidden");
        Person.operator().post(INVITATIONS, request).refused(404, "not-found");
        alice.post(INVITATIONS, request).expect(201);
        alice.post(INVITATIONS, Map.of("walletId", wallet, "role", "member")).refused(422, "role-unknown");
        alice.post(INVITATIONS, Map.of("walletId", "none", "role", "viewer")).refused(404, "not-found");
        Person.operator()
                .post(INVITATIONS, Map.of("role", "member", "keyId", wallet))
                .refused(400, "malformed-body");
    }

    @Test
    void judgesInTheContractsOrder() {
        Person bob = Person.named("Bob");
        byte[] request = Person.json(Map.of("walletId", alice.makesWallet(), "role", "viewer"));
        byte[] tooLarge = new byte[2 * 1024 * 1024 + 1];

        bob.send("POST", INVITATIONS, tooLarge, "Content-Type", "text/plain").refused(413, "body-too-large");
        Person.nobody()
                .send("POST", INVITATIONS, request, "Content-Type", "text/plain")
                .refused(401, "unauthenticated");
        bob.send("POST", INVITATIONS, request, "Content-Type", "text/plain").refused(404, "not-found");
        bob.send("POST", INVITATIONS, UNREADABLE, "Content-Type", "text/plain").refused(403, "forbidden");
        alice.send("POST", INVITATIONS, request, "Content-Type", "text/plain").refused(400, "idempotency-key-missing");
        alice.send("POST", INVITATIONS, UNREADABLE, "Content-Type", "text/plain")
                .refused(400, "idempotency-key-missing");
        alice.post(INVITATIONS, request, "text/plain").refused(415, "unsupported-media-type");
        alice.post(INVITATIONS, UNREADABLE, "application/json").refused(400, "malformed-body");
    }

    @Test
    void showsTheCodeOnceAndStoresItNever() {
        Person operator = Person.operator();
        Reply made = operator.post(INVITATIONS, Map.of("role", "member")).expect(201);
        Reply seen = operator.get(INVITATIONS + "/" + made.get("id"));

        assertThat(made.get("code")).matches("[0-9a-f]{32}");
        assertThat(made.header("Location")).isEqualTo(INVITATIONS + "/" + made.get("id"));
        assertThat(seen.etag()).isEqualTo(made.etag());
        assertThat(seen.text()).doesNotContain(made.get("code"));
        assertThat(Sql.number("SELECT count(*) FROM invitation i WHERE i::text LIKE '%%%s%%'", made.get("code")))
                .isZero();
        assertThat(Sql.number(
                        "SELECT count(*) FROM stored_answer WHERE position('%s'::bytea IN body) > 0", made.get("code")))
                .isZero();
        assertThat(Sql.journalOf(made.get("code"))).isEmpty();
        assertThat(Sql.journalOf(made.get("id"))).containsExactly("invitation.created");
    }

    @Test
    void isSeenByThoseWhoCouldHaveMadeIt() {
        Person bob = Person.named("Bob");
        String wallet = alice.makesWallet();
        alice.letsIn(bob, wallet, "proposer");
        String ofWallet = INVITATIONS + "/"
                + alice.post(INVITATIONS, Map.of("walletId", wallet, "role", "viewer"))
                        .get("id");
        String ofServer = INVITATIONS + "/"
                + Person.operator().post(INVITATIONS, Map.of("role", "member")).get("id");

        alice.get(ofWallet).expect(200);
        for (Reply reply : List.of(
                bob.get(ofWallet),
                bob.delete(ofWallet),
                bob.get(ofServer),
                bob.delete(ofServer),
                alice.get(ofServer))) {
            assertThat(reply.status()).as(reply.toString()).isIn(403, 404);
        }
        Person.operator().get(ofServer).expect(200);
        Person.operator().get(ofWallet).refused(404, "not-found");
    }

    @Test
    void isWithdrawnWhileOpenOnly() {
        Person operator = Person.operator();
        Reply made = operator.post(INVITATIONS, Map.of("role", "member"));
        String path = INVITATIONS + "/" + made.get("id");

        operator.delete(path, "If-Match", "\"other\"").refused(412, "precondition-failed");
        operator.delete(path, "If-Match", made.etag()).expect(204);

        operator.delete(path).refused(409, "invitation-not-open");
        assertThat(operator.get(path).get("state")).isEqualTo("withdrawn");
        operator.delete(path, "If-Match", made.etag()).refused(412, "precondition-failed");
        assertThat(Sql.journalOf(made.get("id"))).containsExactly("invitation.created", "invitation.withdrawn");
    }

    @Test
    void honoursIfMatchWhereThereIsNothingYet() {
        Person operator = Person.operator();

        operator.postIf("\"x\"", INVITATIONS, Map.of("role", "member")).refused(412, "precondition-failed");
    }
}
