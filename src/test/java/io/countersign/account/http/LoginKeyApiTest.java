package io.countersign.account.http;

import static io.countersign.testing.Person.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.testing.AtOnce;
import io.countersign.testing.Person;
import io.countersign.testing.Reply;
import io.countersign.testing.Sql;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LoginKeyApiTest {

    private static final String LOGIN_KEYS = "/v1/me/login-keys";

    private final Person alice = Person.named("Alice");

    @Test
    void removingALoginKeyEndsTheSessionsThatItOpened() {
        Person other = Person.nobody();
        Reply added = alice.post(LOGIN_KEYS, other.asLoginKey()).expect(201);
        Person byOther = other.signedInAgain();
        assertThat(byOther.get("/v1/me").json().path("account").path("id").asText())
                .isEqualTo(alice.id());

        alice.delete(LOGIN_KEYS + "/" + added.get("id")).expect(204);

        byOther.get("/v1/me").refused(401, "unauthenticated");
        Person.nobody().postPlain("/v1/auth/tokens", other.signIn()).refused(401, "sign-in-refused");
        assertThat(Sql.journalOf(added.get("id")))
                .containsExactly("account.login_key_added", "account.login_key_removed");
    }

    @Test
    void neverTakesTheLastLoginKeyAway() {
        String first = onlyKey(alice).path("id").asText();
        alice.delete(LOGIN_KEYS + "/" + first).refused(409, "last-login-key");
        String second = alice.post(LOGIN_KEYS, Person.nobody().asLoginKey()).get("id");
        Person again = alice.signedInAgain();

        List<Reply> replies =
                AtOnce.times(2, i -> (i == 0 ? alice : again).delete(LOGIN_KEYS + "/" + (i == 0 ? first : second)));

        assertThat(replies).extracting(Reply::status).containsOnlyOnce(204).containsAnyOf(409, 401);
        assertThat(Sql.number("SELECT count(*) FROM login_key WHERE account_id = '%s'", alice.id()))
                .isEqualTo(1);
    }

    @Test
    void refusesALoginKeyThatDidNotSignOrIsBound() {
        Person bob = Person.named("Bob");

        alice.post(LOGIN_KEYS, with(Person.nobody().asLoginKey(), "signature", "00".repeat(64)))
                .refused(422, "login-key-unproven");
        alice.post(LOGIN_KEYS, bob.asLoginKey()).refused(409, "login-key-bound");
    }

    @Test
    void showsAndTakesAwayOnlyTheCallersOwn() {
        Person bob = Person.named("Bob");
        String path = LOGIN_KEYS + "/" + onlyKey(alice).path("id").asText();

        assertThat(alice.get(path).expect(200).json()).isEqualTo(onlyKey(alice));
        for (Reply reply : List.of(bob.get(path), bob.delete(path), bob.delete(LOGIN_KEYS + "/" + UUID.randomUUID()))) {
            reply.refused(404, "not-found");
        }
    }

    @Test
    void honoursIfMatch() {
        String before = alice.get("/v1/me").etag();
        alice.postIf(before, LOGIN_KEYS, Person.nobody().asLoginKey()).expect(201);
        alice.postIf(before, LOGIN_KEYS, Person.nobody().asLoginKey()).refused(412, "precondition-failed");
        Reply added = alice.post(LOGIN_KEYS, Person.nobody().asLoginKey()).expect(201);
        String path = LOGIN_KEYS + "/" + added.get("id");
        assertThat(added.header("Location")).isEqualTo(path);
        assertThat(added.etag()).isEqualTo(alice.get(path).etag());

        alice.delete(path, "If-Match", before).refused(412, "precondition-failed");
        alice.delete(path, "If-Match", "\"other\", " + added.etag()).expect(204);
        String third = alice.post(LOGIN_KEYS, Person.nobody().asLoginKey()).get("id");
        alice.delete(LOGIN_KEYS + "/" + third, "If-Match", alice.get("/v1/me").etag())
                .expect(204);
    }

    private static JsonNode onlyKey(Person person) {
        JsonNode keys = person.get("/v1/me").json().path("loginKeys");
        assertThat(keys).hasSize(1);
        return keys.get(0);
    }
}
