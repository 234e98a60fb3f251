package io.countersign.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.platform.identity.store.SigningKeyQueries;
import io.countersign.testing.MovableClock;
import io.countersign.testing.Person;
import io.countersign.testing.Sql;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The next key is published before it signs, the one before it verifies until its last token has expired, at every copy. */
@QuarkusTest
class SigningKeyRotationDbTest {

    private static final Duration LOOKS_AGAIN = Duration.ofSeconds(61);
    private static final Duration SIGNS = LOOKS_AGAIN.plusMinutes(5).plusSeconds(5);
    private static final Duration OVER = SIGNS.plusHours(1);

    @Inject
    SigningKeyQueries queries;

    @Inject
    SigningKeyCodec codec;

    @Inject
    IdentityConfig config;

    @Inject
    Clock clock;

    private final Person alice = Person.named("Alice");

    @Test
    void rotatesWithoutATokenThatIsRefused() {
        SigningKeys otherCopy = new SigningKeys(queries, codec, config, clock);
        String old = kid(alice.signedInAgain());
        assertThat(otherCopy.find(old).await().indefinitely()).isPresent();
        Sql.change("UPDATE signing_key SET signs_from = signs_from - INTERVAL '90 days' WHERE kid = '%s'", old);
        Person[] signedIn = new Person[2];

        MovableClock.later(LOOKS_AGAIN, () -> {
            assertThat(published()).contains(old).hasSizeGreaterThan(1);
            signedIn[0] = alice.signedInAgain();
        });
        assertThat(kid(signedIn[0])).as("the next key does not sign yet").isEqualTo(old);

        MovableClock.later(SIGNS, () -> {
            signedIn[1] = alice.signedInAgain();
            signedIn[0].get("/v1/me").expect(200);
            signedIn[1].get("/v1/me").expect(200);
            assertThat(published()).contains(old, kid(signedIn[1]));
        });
        String next = kid(signedIn[1]);
        assertThat(next).isNotEqualTo(old);

        // Within the minute for which it trusts what it has read, an unknown key makes the other copy look again.
        MovableClock.later(
                Duration.ofSeconds(3),
                () -> assertThat(otherCopy.find(next).await().indefinitely()).isPresent());
        MovableClock.later(OVER, () -> assertThat(published()).contains(next).doesNotContain(old));
    }

    private static List<String> published() {
        return Person.nobody().get("/.well-known/jwks.json").json().findValuesAsText("kid");
    }

    private static String kid(Person person) {
        String header = person.accessToken().split("\\.")[0];
        String json = new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8);
        return json.replaceFirst(".*\"kid\":\"([^\"]*)\".*", "$1");
    }
}
