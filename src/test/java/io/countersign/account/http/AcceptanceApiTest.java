package io.countersign.account.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.platform.config.DataDirectory;
import io.countersign.testing.AtOnce;
import io.countersign.testing.Person;
import io.countersign.testing.Reply;
import io.countersign.testing.Sql;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Invitations as they are taken, and codes that do not serve. */
@QuarkusTest
class AcceptanceApiTest {

    private static final String INVITATIONS = "/v1/invitations";
    private static final String ACCEPTANCE = "/v1/invitations/acceptance";

    private final Person alice = Person.named("Alice");
    private final String key = UUID.randomUUID().toString();

    @Inject
    DataDirectory directory;

    /** Other tests count on Olga being the only operator. */
    @AfterEach
    void leaveOneOperator() {
        Sql.change("UPDATE account SET is_operator = FALSE WHERE display_name = 'Olaf'");
    }

    @Test
    void refusesEveryCodeThatDoesNotServeAlike() {
        Reply withdrawn = invite("member");
        Person.operator().delete(INVITATIONS + "/" + withdrawn.get("id")).expect(204);
        Reply used = invite("member");
        Person.withCode(used.get("code"), "Bob");
        Reply expired = invite("member");
        Sql.change("UPDATE invitation SET expires_at = now() WHERE id = '%s'", expired.get("id"));

        List<String> codes = List.of(
                "unknown", withdrawn.get("code"), used.get("code"), expired.get("code"), "", "x".repeat(10_000));

        assertThat(codes)
                .extracting(code -> alice.post(ACCEPTANCE, Map.of("code", code)).toString())
                .containsOnly(alice.get("/v1/proposals/" + UUID.randomUUID())
                        .toString()
                        .replaceFirst("/v1/proposals/[^\"]*", ACCEPTANCE));
        assertThat(codes).allSatisfy(code -> {
            Person nobody = Person.nobody();
            nobody.post(ACCEPTANCE, nobody.acceptance(code, "Eve")).refused(404, "not-found");
        });
    }

    @Test
    void letsOneOfManyInThatAcceptAtOnce() {
        String code = invite("member").get("code");

        List<Reply> replies = AtOnce.times(8, i -> {
            Person nobody = Person.nobody();
            return nobody.post(ACCEPTANCE, nobody.acceptance(code, "Eve"));
        });

        assertThat(replies).extracting(Reply::status).containsOnlyOnce(201).containsOnly(201, 404);
    }

    @Test
    void answersTheSameAcceptanceAgainAsTheFirstTime() {
        String wallet = alice.makesWallet();
        String code = alice.invites(wallet, "viewer");
        Map<String, String> body = Map.of("code", code);

        List<Reply> replies = AtOnce.times(4, i -> alice.postUnder(key, ACCEPTANCE, body));
        Reply now = alice.get("/v1/me");
        Reply later = alice.postUnder(key, ACCEPTANCE, body);

        assertThat(replies).extracting(Reply::status).containsOnly(200);
        assertThat(replies).extracting(Reply::text).containsOnly(later.text());
        assertThat(replies).extracting(Reply::etag).containsOnly(now.etag());
        assertThat(later.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(later.json()).isEqualTo(now.json());
        assertThat(roles(alice, wallet)).containsExactly("owner", "viewer");
    }

    @Test
    void answersAsTheFirstTimeAlsoWhenTheAccountHasChangedSince() {
        String wallet = alice.makesWallet();
        Map<String, String> body = Map.of("code", alice.invites(wallet, "proposer"));
        Reply first = alice.postUnder(key, ACCEPTANCE, body).expect(200);
        alice.post(ACCEPTANCE, Map.of("code", alice.invites(alice.makesWallet(), "viewer")))
                .expect(200);

        assertThat(alice.postUnder(key, ACCEPTANCE, body).text()).isEqualTo(first.text());
    }

    @Test
    void answersTheSameNewAccountAgainAsTheFirstTime() {
        Person nobody = Person.nobody();
        Map<String, Object> body = nobody.acceptance(invite("member").get("code"), "Bob");

        List<Reply> replies = AtOnce.times(4, i -> nobody.postUnder(key, ACCEPTANCE, body));

        assertThat(replies).extracting(Reply::status).containsOnly(201);
        assertThat(replies).extracting(Reply::text).containsOnly(replies.get(0).text());
    }

    @Test
    void theSameKeyOfAnotherAccountIsAnotherRequest() {
        Person bob = Person.named("Bob");
        Map<String, String> body = Map.of("code", alice.invites(alice.makesWallet(), "viewer"));

        alice.postUnder(key, ACCEPTANCE, body).expect(200);

        bob.postUnder(key, ACCEPTANCE, body).refused(404, "not-found");
    }

    @Test
    void tellsTheJournalWhoCameAndHow() {
        Reply made = invite("member");
        Person bob = Person.withCode(made.get("code"), "Bob");

        assertThat(Sql.journalOf(bob.id()))
                .containsExactly("account.created", "account.login_key_added", "invitation.accepted");
        assertThat(Sql.journalOf(made.get("id"))).containsExactly("invitation.created", "invitation.accepted");
    }

    @Test
    void refusesALoginKeyThatIsBoundAndKeepsTheInvitation() {
        String code = invite("member").get("code");

        Person.nobody().post(ACCEPTANCE, alice.acceptance(code, "Alice again")).refused(409, "login-key-bound");
        Person.withCode(code, "Bob");
    }

    @Test
    void refusesAnonymousAcceptanceUnderATokenThatIsNone() {
        Person nobody = Person.nobody();
        byte[] body = Person.json(nobody.acceptance(invite("member").get("code"), "Bob"));

        nobody.send("POST", ACCEPTANCE, body, "Content-Type", "application/json", "Authorization", "Bearer x")
                .refused(401, "unauthenticated");
    }

    @Test
    void refusesNamesThatTheDatabaseCanNotHold() {
        String code = invite("member").get("code");
        Person nobody = Person.nobody();

        nobody.post(ACCEPTANCE, nobody.acceptance(code, "a\u0000b")).refused(400, "malformed-body");
        nobody.post(ACCEPTANCE, nobody.acceptance(code, "a\ud83db")).refused(400, "malformed-body");
        nobody.post(ACCEPTANCE, nobody.acceptance(code, "x".repeat(101))).refused(422, "text-too-long");
        Person.withCode(code, "\ud83d\ude00".repeat(50));
    }

    @Test
    void honoursIfMatch() {
        String wallet = alice.makesWallet();
        Map<String, String> body = Map.of("code", alice.invites(wallet, "viewer"));
        String before = alice.get("/v1/me").etag();

        alice.postIf("\"other\"", ACCEPTANCE, body).refused(412, "precondition-failed");
        alice.postIf(before, ACCEPTANCE, body).expect(200);
        Person nobody = Person.nobody();
        nobody.postIf("\"x\"", ACCEPTANCE, nobody.acceptance(invite("member").get("code"), "Bob"))
                .refused(412, "precondition-failed");
    }

    @Test
    void aCodeDiesWithTheRightOfWhoGaveIt() {
        Person olaf = Person.withCode(invite("operator").get("code"), "Olaf");
        String code = olaf.post(INVITATIONS, Map.of("role", "operator")).get("code");
        Sql.change("UPDATE account SET is_operator = FALSE WHERE id = '%s'", olaf.id());

        alice.post(ACCEPTANCE, Map.of("code", code)).refused(404, "not-found");
        Sql.change("UPDATE account SET is_operator = TRUE, disabled_at = now() WHERE id = '%s'", olaf.id());
        alice.post(ACCEPTANCE, Map.of("code", code)).refused(404, "not-found");
    }

    @Test
    void theFirstInvitationDiesWithTheFirstOperatorHoweverThatCameIn() throws IOException {
        Path file = directory.resolve("first-invitation");
        Files.writeString(file, "left behind");
        String first = UUID.randomUUID().toString();
        Sql.change(
                """
                INSERT INTO invitation (id, code_hash, role, created_at, sealed_code)
                VALUES ('%s', sha256('the first code'), 'operator', now(), 'sealed')
                """,
                first);

        alice.post(ACCEPTANCE, Map.of("code", "the first code")).refused(404, "not-found");

        Person.withCode(invite("operator").get("code"), "Olaf");
        assertThat(Sql.number(
                        "SELECT count(*) FROM invitation WHERE id = '%s' AND withdrawn_at IS NOT NULL AND sealed_code IS NULL",
                        first))
                .isEqualTo(1);
        assertThat(Sql.journalOf(first)).containsExactly("invitation.withdrawn");
        assertThat(file).doesNotExist();
    }

    @Test
    void theFirstInvitationStandsInTheJournal() {
        assertThat(
                        Sql.number(
                                """
                        SELECT count(*)
                          FROM journal
                         WHERE type = 'invitation.created'
                           AND convert_from(leaf, 'UTF8')::jsonb ->> 'actor' IS NULL
                           AND convert_from(leaf, 'UTF8')::jsonb -> 'data' ->> 'role' = 'operator'
                        """))
                .isPositive();
    }

    private static Reply invite(String role) {
        return Person.operator().post(INVITATIONS, Map.of("role", role)).expect(201);
    }

    private static List<String> roles(Person person, String wallet) {
        List<String> roles = new ArrayList<>();
        for (JsonNode membership : person.get("/v1/me").json().path("memberships")) {
            if (membership.path("walletId").asText().equals(wallet)) {
                membership.path("roles").forEach(role -> roles.add(role.asText()));
            }
        }
        return roles;
    }
}
