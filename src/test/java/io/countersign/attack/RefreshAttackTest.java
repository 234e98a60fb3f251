package io.countersign.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.testing.AtOnce;
import io.countersign.testing.Person;
import io.countersign.testing.Reply;
import io.countersign.testing.Sql;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Refresh tokens that were used, are over, or are none (threat C4, scorecard R22), and sessions that ended. */
@QuarkusTest
class RefreshAttackTest {

    @Test
    void givesALostSuccessorAgainForAMoment() {
        Person alice = Person.named("Alice").signedInAgain();

        Reply first = refresh(alice.refreshToken()).expect(201);
        Reply again = refresh(alice.refreshToken()).expect(201);

        assertThat(again.get("refreshToken")).isEqualTo(first.get("refreshToken"));
        assertThat(again.get("refreshExpiresAt")).isEqualTo(first.get("refreshExpiresAt"));
        refresh(first.get("refreshToken")).expect(201);
    }

    @Test
    void endsTheWholeFamilyWhenAnOldRefreshTokenComesAgain() {
        Person alice = Person.named("Alice").signedInAgain();
        Reply next = refresh(alice.refreshToken()).expect(201);
        Sql.change(
                "UPDATE refresh_token SET replaced_at = replaced_at - INTERVAL '31 seconds' WHERE hash = sha256('%s')",
                alice.refreshToken());

        refresh(alice.refreshToken()).refused(401, "refresh-refused");

        refresh(next.get("refreshToken")).refused(401, "refresh-refused");
        bearer(next.get("accessToken")).refused(401, "unauthenticated");
        alice.get("/v1/me").refused(401, "unauthenticated");
    }

    @Test
    void refusesExpiredAndUnknownRefreshTokens() {
        Person alice = Person.named("Alice").signedInAgain();
        Sql.change(
                "UPDATE refresh_token SET expires_at = now() - INTERVAL '1 second' WHERE hash = sha256('%s')",
                alice.refreshToken());

        for (String token : List.of(alice.refreshToken(), "x", "", alice.accessToken())) {
            refresh(token).refused(401, "refresh-refused");
        }
    }

    @Test
    void refreshesManyAtOnceIntoOneSuccessor() {
        Person alice = Person.named("Alice").signedInAgain();

        List<Reply> replies = AtOnce.times(100, i -> refresh(alice.refreshToken()));

        assertThat(replies).extracting(Reply::status).containsOnly(201);
        assertThat(replies)
                .extracting(reply -> reply.get("refreshToken"))
                .containsOnly(replies.get(0).get("refreshToken"));
    }

    @Test
    void refreshesAndSignsOutAtOnceWithoutFailing() {
        for (int round = 0; round < 10; round++) {
            Person alice = Person.named("Alice").signedInAgain();

            List<Reply> replies =
                    AtOnce.times(4, i -> i == 0 ? alice.delete("/v1/auth/tokens") : refresh(alice.refreshToken()));

            assertThat(replies).extracting(Reply::status).containsOnlyOnce(204).doesNotContain(500);
            refresh(alice.refreshToken()).refused(401, "refresh-refused");
        }
    }

    @Test
    void refusesAnAccountThatWasDisabled() {
        Person alice = Person.named("Alice");
        Map<String, Object> signIn = alice.signIn();
        Sql.change("UPDATE account SET disabled_at = now() WHERE id = '%s'", alice.id());

        alice.get("/v1/me").refused(401, "unauthenticated");
        Person.nobody().postPlain("/v1/auth/tokens", signIn).refused(401, "sign-in-refused");
        refresh(alice.refreshToken()).refused(401, "refresh-refused");
    }

    @Test
    void endsASessionWithItsRefreshTokens() {
        Person alice = Person.named("Alice");
        Person again = alice.signedInAgain();
        again.get("/v1/me").expect(200);

        again.delete("/v1/auth/tokens").expect(204);

        again.get("/v1/me").refused(401, "unauthenticated");
        refresh(again.refreshToken()).refused(401, "refresh-refused");
        alice.get("/v1/me").expect(200);
    }

    @Test
    void tellsNothingMoreToWhoWaitsWhenTheSessionEnds() throws Exception {
        Person alice = Person.named("Alice");
        Person waiting = alice.signedInAgain();
        String seen = waiting.get("/v1/me").etag();
        CompletableFuture<Reply> waited =
                CompletableFuture.supplyAsync(() -> waiting.get("/v1/me?wait=30", "If-None-Match", seen));
        assertThatThrownBy(() -> waited.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);

        waiting.delete("/v1/auth/tokens").expect(204);
        alice.makesWallet();

        waited.get(20, TimeUnit.SECONDS).refused(401, "unauthenticated");
    }

    private static Reply refresh(String token) {
        return Person.nobody().postPlain("/v1/auth/tokens/refresh", Map.of("refreshToken", token));
    }

    private static Reply bearer(String token) {
        return Person.nobody().send("GET", "/v1/me", new byte[0], "Authorization", "Bearer " + token);
    }
}
