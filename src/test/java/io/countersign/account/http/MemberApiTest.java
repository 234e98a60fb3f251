package io.countersign.account.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.AtOnce;
import io.countersign.testing.Person;
import io.countersign.testing.Reply;
import io.countersign.testing.Sql;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MemberApiTest {

    private static final String ACCEPTANCE = "/v1/invitations/acceptance";

    private final Person alice = Person.named("Alice");
    private final Person bob = Person.named("Bob");
    private final String wallet = alice.makesWallet();
    private final String members = "/v1/wallets/%s/members".formatted(wallet);

    @Test
    void anOwnerWhoWasRemovedHasNoWayBack() {
        alice.letsIn(bob, wallet, "owner");
        List<String> codes = List.of(bob.invites(wallet, "owner"), bob.invites(wallet, "viewer"));
        String other = bob.invites(bob.makesWallet(), "viewer");

        alice.delete(member(bob)).expect(204);

        for (String code : codes) {
            bob.post(ACCEPTANCE, Map.of("code", code)).refused(404, "not-found");
        }
        bob.get(members).refused(404, "not-found");
        assertThat(bob.get("/v1/me").expect(200).text()).doesNotContain(wallet);
        assertThat(Sql.number(
                        "SELECT count(*) FROM journal WHERE wallet_id = '%s' AND type = 'invitation.withdrawn'",
                        wallet))
                .isEqualTo(2);
        alice.post(ACCEPTANCE, Map.of("code", other)).expect(200);
    }

    /** As if it had been made while the owner was being removed, and not been seen. */
    @Test
    void aCodeThatEscapedTheRemovalDoesNotServeEither() {
        alice.letsIn(bob, wallet, "owner");
        String code = bob.invites(wallet, "owner");
        alice.delete(member(bob)).expect(204);
        Sql.change("UPDATE invitation SET withdrawn_at = NULL WHERE code_hash = sha256('%s')", code);

        bob.post(ACCEPTANCE, Map.of("code", code)).refused(404, "not-found");
    }

    @Test
    void anOwnerCanNotEscapeTheRemovalByAcceptingAtTheSameTime() {
        for (int round = 0; round < 10; round++) {
            alice.letsIn(bob, wallet, "owner");
            String code = bob.invites(wallet, "owner");

            AtOnce.times(2, i -> i == 0 ? alice.delete(member(bob)) : bob.post(ACCEPTANCE, Map.of("code", code)));

            bob.get(members).refused(404, "not-found");
        }
    }

    @Test
    void keepsTheLastOwner() {
        alice.delete(member(alice)).refused(409, "last-owner");
        alice.letsIn(bob, wallet, "owner");

        List<Reply> replies = AtOnce.times(2, i -> i == 0 ? alice.delete(member(bob)) : bob.delete(member(alice)));

        assertThat(replies).extracting(Reply::status).containsOnlyOnce(204).containsAnyOf(404, 403);
    }

    @Test
    void showsMembersToEveryRoleAndTakesThemAwayForOwnersOnly() {
        for (String role : List.of("cosigner", "proposer", "viewer")) {
            Person guest = Person.named("Guest");
            alice.letsIn(guest, wallet, role);

            Reply seen = guest.get(members).expect(200);
            guest.get(members, "If-None-Match", seen.etag()).expect(304);
            guest.delete(member(alice)).refused(403, "forbidden");
            Reply one = guest.get(member(guest)).expect(200);
            assertThat(seen.json()).contains(one.json());
            assertThat(one.get("accountId")).isEqualTo(guest.id());
            assertThat(one.json().path("roles").path(0).asText()).isEqualTo(role);
            assertThat(one.json().path("loginKeys").path(0).path("publicKey").asText())
                    .isEqualTo(guest.publicKey());
        }
        for (Person stranger : List.of(bob, Person.operator())) {
            for (Reply reply :
                    List.of(stranger.get(members), stranger.get(member(alice)), stranger.delete(member(alice)))) {
                reply.refused(404, "not-found");
            }
        }
        alice.get(member(bob)).refused(404, "not-found");
        alice.delete(member(bob)).refused(404, "not-found");
    }

    @Test
    void honoursIfMatch() {
        alice.letsIn(bob, wallet, "viewer");
        String list = alice.get(members).etag();
        String one = alice.get(member(bob)).etag();
        alice.letsIn(bob, wallet, "proposer");

        alice.delete(member(bob), "If-Match", list).refused(412, "precondition-failed");
        alice.delete(member(bob), "If-Match", one).refused(412, "precondition-failed");
        bob.delete(member(alice), "If-Match", list).refused(403, "forbidden");
        alice.delete(member(bob), "If-Match", alice.get(member(bob)).etag()).expect(204);
        alice.letsIn(bob, wallet, "viewer");
        alice.delete(member(bob), "If-Match", alice.get(members).etag()).expect(204);
    }

    private String member(Person person) {
        return members + "/" + person.id();
    }
}
