package io.countersign.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.platform.job.ForgetAnswersJob;
import io.countersign.platform.job.JobOutcome;
import io.countersign.testing.Person;
import io.countersign.testing.Sql;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ForgetDbTest {

    @Inject
    ForgetJob job;

    @Inject
    ForgetAnswersJob answers;

    private final Person alice = Person.named("Alice");

    @Test
    void forgetsWhatIsOverAndNothingElse() {
        Object over = alice.signIn().get("challengeId");
        Object open = alice.signIn().get("challengeId");
        Sql.change("UPDATE challenge SET expires_at = now() - INTERVAL '1 second' WHERE id = '%s'", over);
        Person left = alice.signedInAgain();
        Sql.change(
                """
                UPDATE login_session
                   SET expires_at = now() - INTERVAL '1 second'
                 WHERE id = (SELECT session_id FROM refresh_token WHERE hash = sha256('%s'))
                """,
                left.refreshToken());
        String used = invitation("accepted_at", 31);
        String expired = invitation("expires_at", 31);
        String seen = invitation("accepted_at", 29);

        run();

        assertThat(Sql.number("SELECT count(*) FROM challenge WHERE id IN ('%s', '%s')", over, open))
                .isEqualTo(1);
        assertThat(Sql.number("SELECT count(*) FROM login_session WHERE account_id = '%s'", alice.id()))
                .isEqualTo(1);
        assertThat(Sql.number("SELECT count(*) FROM refresh_token WHERE hash = sha256('%s')", left.refreshToken()))
                .isZero();
        assertThat(Sql.number("SELECT count(*) FROM invitation WHERE id IN ('%s', '%s')", used, expired))
                .isZero();
        assertThat(Sql.number("SELECT count(*) FROM invitation WHERE id = '%s'", seen))
                .isEqualTo(1);
        alice.get("/v1/me").expect(200);
    }

    @Test
    void forgetsAnswersAfterADay() {
        String key = UUID.randomUUID().toString();
        Map<String, String> body = Map.of("method", "es256");
        String first =
                Person.nobody().postUnder(key, "/v1/auth/challenges", body).text();
        Sql.change("UPDATE stored_answer SET created_at = now() - INTERVAL '23 hours' WHERE body::text = "
                + "(SELECT '%s'::bytea::text)".formatted(first));
        assertThat(answers.run(new UUID(0, 0)).await().indefinitely().isDone()).isFalse();
        assertThat(Person.nobody().postUnder(key, "/v1/auth/challenges", body).text())
                .isEqualTo(first);

        Sql.change("UPDATE stored_answer SET created_at = created_at - INTERVAL '61 minutes' WHERE body::text = "
                + "(SELECT '%s'::bytea::text)".formatted(first));
        answers.run(new UUID(0, 0)).await().indefinitely();

        assertThat(Person.nobody().postUnder(key, "/v1/auth/challenges", body).text())
                .isNotEqualTo(first);
    }

    @Test
    void bothJobsWaitForTheirTime() {
        assertThat(
                        Sql.number(
                                "SELECT count(*) FROM job WHERE kind IN ('account_forget', 'stored_answer_forget') AND run_at > now()"))
                .isEqualTo(2);
    }

    private void run() {
        JobOutcome outcome = job.run(new UUID(0, 0)).await().indefinitely();
        assertThat(outcome.isDone()).isFalse();
    }

    private String invitation(String column, int days) {
        String id = Person.operator()
                .post("/v1/invitations", Map.of("role", "member"))
                .get("id");
        Sql.change("UPDATE invitation SET %s = now() - INTERVAL '%d days' WHERE id = '%s'", column, days, id);
        return id;
    }
}
