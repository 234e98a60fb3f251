package io.countersign.attack;

import static io.countersign.testing.Person.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.AtOnce;
import io.countersign.testing.Person;
import io.countersign.testing.Reply;
import io.countersign.testing.Sql;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Challenges used in ways that they do not serve (threat C4, scorecard R22). */
@QuarkusTest
class SignInAttackTest {

    private static final String CHALLENGES = "/v1/auth/challenges";
    private static final String TOKENS = "/v1/auth/tokens";
    private static final String WRONG = "00".repeat(64);

    private final Person nobody = Person.nobody();
    private final String key = UUID.randomUUID().toString();

    @Test
    void refusesAChallengeThatWasUsed() {
        Map<String, Object> body = Person.named("Alice").signIn();

        nobody.postPlain(TOKENS, body).expect(201);
        nobody.postPlain(TOKENS, body).refused(401, "sign-in-refused");
    }

    @Test
    void refusesAChallengeWhoseFirstUseWasWrong() {
        Map<String, Object> right = Person.named("Alice").signIn();

        nobody.postPlain(TOKENS, with(right, "signature", WRONG)).refused(401, "sign-in-refused");
        nobody.postPlain(TOKENS, right).refused(401, "sign-in-refused");
    }

    @Test
    void anIdempotencyKeyGivesNoSecondTryAtAChallenge() {
        Map<String, Object> right = Person.named("Alice").signIn();

        nobody.postUnder(key, TOKENS, with(right, "signature", WRONG)).refused(401, "sign-in-refused");
        nobody.postUnder(key, TOKENS, right).refused(401, "sign-in-refused");
    }

    @Test
    void theSameRequestUnderTheSameKeyGivesNoSecondTryEither() {
        Person mallory = Person.nobody();
        Map<String, Object> signIn = mallory.signIn();
        nobody.postUnder(key, TOKENS, signIn).refused(401, "sign-in-refused");
        Person.named("Alice").post("/v1/me/login-keys", mallory.asLoginKey()).expect(201);

        nobody.postUnder(key, TOKENS, signIn).refused(401, "sign-in-refused");
        nobody.postPlain(TOKENS, mallory.signIn()).expect(201);
    }

    @Test
    void aUseThatIsRefusedForAnotherReasonIsAUseToo() {
        Person bob = Person.nobody();
        String acceptance = "/v1/invitations/acceptance";
        Map<String, Object> body = bob.acceptance("no such code", "Bob");
        nobody.postUnder(key, acceptance, body).refused(404, "not-found");
        String code = Person.operator()
                .post("/v1/invitations", Map.of("role", "member"))
                .get("code");

        nobody.postPlain(acceptance, with(body, "code", code)).refused(401, "sign-in-refused");
        assertThat(Sql.number("SELECT count(*) FROM challenge WHERE id = '%s'", body.get("challengeId")))
                .isZero();
        nobody.postPlain(acceptance, bob.acceptance(code, "Bob")).expect(201);
    }

    @Test
    void givesTheSameAnswerToTheSameRequestUnderItsKey() {
        Map<String, Object> body = Person.named("Alice").signIn();

        List<Reply> replies = AtOnce.times(8, i -> nobody.postUnder(key, TOKENS, body));

        assertThat(replies).extracting(Reply::status).containsOnly(201);
        assertThat(replies).extracting(Reply::text).containsOnly(replies.get(0).text());
        assertThat(nobody.postUnder(key, TOKENS, body).header("Idempotent-Replayed"))
                .isEqualTo("true");
        for (String secret : List.of("accessToken", "refreshToken")) {
            assertThat(Sql.number(
                            "SELECT count(*) FROM stored_answer WHERE position('%s'::bytea IN body) > 0",
                            replies.get(0).get(secret)))
                    .isZero();
        }
    }

    @Test
    void letsOneOfManyInThatUseAChallengeAtOnce() {
        Map<String, Object> body = Person.named("Alice").signIn();

        List<Reply> replies = AtOnce.times(16, i -> nobody.postPlain(TOKENS, body));

        assertThat(replies).extracting(Reply::status).containsOnlyOnce(201).containsOnly(201, 401);
    }

    @Test
    void servesManyChallengesAndSignInsAtOnce() {
        Person alice = Person.named("Alice");

        List<Reply> challenges = AtOnce.times(100, i -> nobody.postPlain(CHALLENGES, Map.of("method", "es256")));
        List<Reply> signIns = AtOnce.times(100, i -> nobody.postPlain(TOKENS, alice.signIn(challenges.get(i))));

        assertThat(challenges).extracting(Reply::status).containsOnly(201);
        assertThat(challenges).extracting(reply -> reply.get("message")).doesNotHaveDuplicates();
        assertThat(signIns).extracting(Reply::status).containsOnly(201);
    }

    @Test
    void refusesAChallengeOfAnotherMethod() {
        Reply challenge = nobody.postPlain(CHALLENGES, Map.of("method", "ed25519"));

        nobody.postPlain(TOKENS, Person.named("Alice").signIn(challenge)).refused(401, "sign-in-refused");
    }

    @Test
    void refusesAnExpiredChallenge() {
        Map<String, Object> body = Person.named("Alice").signIn();
        Sql.change(
                "UPDATE challenge SET expires_at = now() - INTERVAL '1 millisecond' WHERE id = '%s'",
                body.get("challengeId"));

        nobody.postPlain(TOKENS, body).refused(401, "sign-in-refused");
    }

    @Test
    void refusesASignatureOverAnotherTextThanTheChallenge() {
        Person alice = Person.named("Alice");
        String id = UUID.randomUUID().toString();
        String attestation = "Countersign proposal\nwallet %s\nproposal %s\ntxid %s\nmemo %s"
                .formatted(id, id, "00".repeat(32), "00".repeat(32));
        String confirmation = "Countersign confirmation\nwallet %s\ndescriptor x\naddress y".formatted(id);
        for (String text : List.of(attestation, attestation.replace('\n', ' '), confirmation, "")) {
            nobody.postPlain(TOKENS, with(alice.signIn(), "signature", alice.sign(text)))
                    .refused(401, "sign-in-refused");
        }
    }

    @Test
    void refusesKeysThatNobodyHasAndSignaturesOfOthers() {
        Person alice = Person.named("Alice");
        Person mallory = Person.nobody();

        for (Map<String, Object> body : List.of(
                mallory.signIn(),
                with(mallory.signIn(), "publicKey", alice.publicKey()),
                with(alice.signIn(), "challengeId", UUID.randomUUID().toString()),
                with(alice.signIn(), "challengeId", "none"))) {
            nobody.postPlain(TOKENS, body).refused(401, "sign-in-refused");
        }
    }

    @Test
    void aKeyThatIsNoneIsAsGoodAsUnknown() {
        Person alice = Person.named("Alice");
        for (String none : List.of("", "00", "zz", "02" + "ff".repeat(32), "é".repeat(64))) {
            Map<String, Object> right = alice.signIn();
            nobody.postPlain(TOKENS, with(right, "publicKey", none)).refused(401, "sign-in-refused");
            nobody.postPlain(TOKENS, right).refused(401, "sign-in-refused");
        }
        Map<String, Object> byAddress = new HashMap<>(alice.signIn());
        byAddress.remove("publicKey");
        nobody.postPlain(TOKENS, with(byAddress, "address", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"))
                .refused(401, "sign-in-refused");
    }

    @Test
    void saysWhatTheChallengeIsForInOneLine() {
        Reply challenge = nobody.postPlain(CHALLENGES, Map.of("method", "bip322"));

        assertThat(challenge.get("message"))
                .matches("Countersign sign-in at http://localhost:8080 nonce [0-9a-f]{32} expires %s"
                        .formatted(challenge.get("expiresAt").replace(".", "\\.")));
        assertThat(challenge.get("expiresAt")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    }
}
