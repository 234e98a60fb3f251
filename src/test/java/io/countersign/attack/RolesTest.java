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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Threat C6: each role at each call. What is allowed is asked with a body or condition that then fails, so that nothing happens. */
@QuarkusTest
class RolesTest {

    private static final String ALL_ROLES = "viewer proposer cosigner owner";
    private static final String PROPOSING = "proposer cosigner owner";

    private final Map<String, Account> roles = new LinkedHashMap<>();
    private TestWallet wallet;
    private TestProposal proposal;

    /** The owner of this wallet is its cosigner too, so one who is owner only is let in as well. */
    @BeforeEach
    void letIn() {
        wallet = TestWallet.make("wsh", 2, TestWallet.people("Alice", "Bob", "Carol"), TestWallet.signers(3));
        for (String role : List.of("viewer", "proposer", "cosigner", "owner")) {
            Account account = Accounts.of("A " + role);
            account.accept(wallet.owner().invite(Map.of("walletId", wallet.id(), "role", role)));
            roles.put(role, account);
        }
        proposal = Spend.of(wallet, wallet.fund(200_000)).proposed();
    }

    @Test
    void givesEachRoleItsCallsAndNoOther() {
        Map<Call, String> matrix = new LinkedHashMap<>();
        for (String path :
                List.of("", "/keys", "/keys/" + keyId(), "/addresses", "/members", "/events", "/proposals")) {
            matrix.put(new Call("GET", wallet.path(path)), ALL_ROLES);
        }
        matrix.put(new Call("GET", proposal.path("")), ALL_ROLES);
        matrix.put(new Call("GET", proposal.path("/psbt")), ALL_ROLES);
        matrix.put(new Call("POST", wallet.path("/proposals")), PROPOSING);
        matrix.put(new Call("POST", wallet.path("/addresses")), PROPOSING);
        matrix.put(new Call("POST", proposal.path("/contributions")), PROPOSING);
        matrix.put(new Call("POST", wallet.path("/keys")), "cosigner");
        matrix.put(new Call("POST", proposal.path("/rejections")), "cosigner");
        matrix.put(new Call("POST", wallet.path("/keys/" + keyId() + "/confirmation")), "");
        matrix.put(new Call("POST", wallet.path("/keys/" + keyId() + "/proof")), "owner");
        matrix.put(new Call("DELETE", wallet.path("/keys/" + keyId())), "owner");
        matrix.put(new Call("DELETE", proposal.path("")), "");
        matrix.put(new Call("PUT", proposal.path("/attestation")), "");

        matrix.forEach((call, allowed) -> roles.forEach((role, account) -> {
            Reply reply = NothingStored.in(wallet, () -> call.by(account.api()));
            if (Set.of(allowed.split(" ")).contains(role)) {
                assertThat(reply.status()).as(role + " " + call + reply).isIn(200, 400, 409, 412);
            } else {
                assertThat(reply.status()).as(role + " " + call + reply).isEqualTo(403);
            }
        }));
        assertThat(proposal.get().etag()).isEqualTo("\"1\"");
    }

    @Test
    void letsOnlyOwnersInvite() {
        roles.forEach((role, account) -> {
            Reply reply = account.api().post("/v1/invitations", Map.of("walletId", wallet.id(), "role", "viewer"));
            if (role.equals("owner")) {
                reply.expect(201);
            } else {
                reply.refused(403, "forbidden");
            }
        });
        Accounts.of("Mallory")
                .api()
                .post("/v1/invitations", Map.of("walletId", wallet.id(), "role", "viewer"))
                .refused(404, "not-found");
        Accounts.of("Mallory")
                .api()
                .post("/v1/invitations", Map.of("role", "operator"))
                .refused(403, "forbidden");
    }

    @Test
    void givesTheOperatorNothingInAnyWallet() {
        Accounts.olga()
                .api()
                .post("/v1/invitations", Map.of("walletId", wallet.id(), "role", "viewer"))
                .refused(404, "not-found");
        Accounts.olga().api().get(wallet.path("")).refused(404, "not-found");
    }

    @Test
    void forgetsRemovedMembersAtOnceAndKeepsTheLastOwner() {
        Account viewer = roles.get("viewer");
        viewer.api().get(wallet.path("")).expect(200);
        for (String role : List.of("viewer", "proposer", "cosigner")) {
            roles.get(role).api().delete(wallet.path("/members/" + viewer.id())).refused(403, "forbidden");
        }

        wallet.owning().delete(wallet.path("/members/" + viewer.id())).expect(204);

        viewer.api().get(wallet.path("")).refused(404, "not-found");
        assertThat(viewer.api().get("/v1/me").expect(200).text()).doesNotContain(wallet.id());
        Account owner = roles.get("owner");
        owner.api().delete(wallet.path("/members/" + wallet.owner().id())).expect(204);
        owner.api().delete(wallet.path("/members/" + owner.id())).refused(409, "last-owner");
        wallet.owning().get(wallet.path("")).refused(404, "not-found");
    }

    private String keyId() {
        return wallet.seat(2).keyId();
    }

    private record Call(String method, String path) {

        Reply by(Api api) {
            return switch (method) {
                case "POST" -> api.post(path, "{\"unknown\":1}");
                case "PUT" -> api.put(path, "{\"unknown\":1}");
                default -> api.send(method, path, new byte[0], "If-Match", method.equals("GET") ? "" : "\"never\"");
            };
        }
    }
}
