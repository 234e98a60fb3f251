package io.countersign.attack;

import static io.countersign.testing.Treasury.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.crypto.psbt.PsbtWriter;
import io.countersign.testing.Operations;
import io.countersign.testing.Operations.Operation;
import io.countersign.testing.Person;
import io.countersign.testing.Reply;
import io.countersign.testing.Treasury;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Threat C6, scorecard R19: every call that the running server lists, by everyone there can be. What is allowed is asked with a body
 * that can't be read, or on a condition that fails, so that nothing happens.
 */
@QuarkusTest
class RoleMatrixTest {

    private static final String MISSING = "01890000-0000-7000-8000-000000000000";
    private static Treasury treasury;
    private static final Map<String, Person> PEOPLE = new LinkedHashMap<>();
    private static final Map<String, String> VALUES = new HashMap<>();

    private final List<Operation> operations = Operations.ofServer().all();

    @BeforeEach
    void gather() {
        if (treasury != null) {
            return;
        }
        treasury = Treasury.twoOfThree();
        PEOPLE.put("anonymous", Person.nobody());
        PEOPLE.put("stranger", Person.named("Stranger"));
        PEOPLE.put("operator", Person.operator());
        for (String role : List.of("viewer", "proposer", "owner")) {
            Person person = Person.named("A " + role);
            treasury.owner().letsIn(person, treasury.id(), role);
            PEOPLE.put(role, person);
        }
        PEOPLE.put("cosigner", treasury.person(1));
        PEOPLE.get("stranger").makesWallet();
        String proposal = finalized();
        VALUES.putAll(Map.of("walletId", treasury.id(), "proposalId", proposal, "keyId", treasury.keyId(1)));
        VALUES.putAll(Map.of("branch", "0", "index", "1", "level", "0", "place", "000.p/1"));
        VALUES.put("accountId", Person.named("Bystander").id());
        VALUES.put("txid", treasury.owner().get("/v1/proposals/" + proposal).get("finalTxid"));
        Person owner = PEOPLE.get("owner");
        VALUES.put(
                "loginKeyId",
                owner.get("/v1/me").json().path("loginKeys").get(0).path("id").asText());
        VALUES.put(
                "invitationId",
                owner.post("/v1/invitations", Map.of("walletId", treasury.id(), "role", "viewer"))
                        .get("id"));
        String webhook = ok(201, owner.post("/v1/webhooks", Map.of("url", "https://hooks.example.com/countersign")))
                .get("id");
        VALUES.put("webhookId", webhook);
        VALUES.put(
                "deliveryId",
                ok(201, owner.post("/v1/webhooks/%s/test".formatted(webhook), Map.of()))
                        .get("id"));
        VALUES.put(
                "jobId",
                PEOPLE.get("operator")
                        .get("/v1/operator/jobs")
                        .json()
                        .path("items")
                        .path(0)
                        .path("id")
                        .asText());
    }

    /** A proposal of the proposer's that two cosigners have signed, so that it has a final transaction too. */
    private static String finalized() {
        var psbt = treasury.psbt(List.of(treasury.funded(1_000_000)), 333_333, 2_000, 0);
        String proposal = ok(
                        201,
                        PEOPLE.get("proposer")
                                .post(
                                        "/v1/wallets/%s/proposals".formatted(treasury.id()),
                                        Map.of("psbt", PsbtWriter.writeText(psbt))))
                .get("id");
        for (int cosigner : List.of(0, 1)) {
            ok(201, treasury.contribute(cosigner, proposal, treasury.signed(cosigner, proposal)));
        }
        return proposal;
    }

    @Test
    void knowsWhoMayCallWhat() {
        assertThat(operations.stream().map(Operation::toString))
                .containsExactlyInAnyOrderElementsOf(WhoMay.CALLS.keySet());
    }

    @Test
    void givesEveryoneTheirCallsAndNoOther() {
        String before = state();
        for (Operation operation : operations) {
            Set<String> may = WhoMay.call(operation);
            PEOPLE.forEach((role, person) -> {
                Reply reply = call(operation, person, VALUES);
                if (may.contains(role)) {
                    assertThat(reply.status())
                            .as("%s by %s: %s", operation, role, reply)
                            .isIn(200, 204, 400, 409, 412, 415, 422);
                } else {
                    refused(operation, role, reply);
                }
            });
        }
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void answersStrangersAsWhereNothingIs() {
        for (Operation operation : operations) {
            for (String parameter : List.of("walletId", "proposalId", "invitationId", "webhookId")) {
                if (!operation.template().contains("{" + parameter + "}")) {
                    continue;
                }
                Map<String, String> missing = new HashMap<>(VALUES);
                missing.put(parameter, MISSING);
                for (String role : List.of("stranger", "operator")) {
                    Reply there = call(operation, PEOPLE.get(role), VALUES);
                    Reply nowhere = call(operation, PEOPLE.get(role), missing);

                    assertThat(there.text().replace(VALUES.get(parameter), MISSING))
                            .as("%s by %s", operation, role)
                            .isEqualTo(nowhere.text());
                    assertThat(headers(there)).isEqualTo(headers(nowhere));
                }
            }
        }
    }

    private static void refused(Operation operation, String role, Reply reply) {
        boolean isMember = WhoMay.MEMBERS.contains(role);
        boolean isOnesOwn = operation.template().matches("/v1/(me|webhooks)/.*");
        boolean isOfWallet = operation.template().matches("/v1/(wallets|proposals|invitations)/\\{.*");
        if (role.equals("anonymous")) {
            reply.refused(401, "unauthenticated");
        } else if (isOnesOwn || isOfWallet && !isMember) {
            reply.refused(404, "not-found");
        } else {
            assertThat(reply.status())
                    .as("%s by %s: %s", operation, role, reply)
                    .isEqualTo(403);
        }
    }

    private static Reply call(Operation operation, Person person, Map<String, String> values) {
        Map<String, String> own = new HashMap<>(values);
        if (operation.template().startsWith("/v1/wallets")) {
            own.put("accountId", PEOPLE.get("viewer").id());
        }
        String path = operation.path(own);
        // This one ends the caller's session, without any condition.
        Person caller =
                path.equals("/v1/auth/tokens") && !person.accessToken().isEmpty() ? person.signedInAgain() : person;
        byte[] body = operation.method().equals("GET") || operation.method().equals("DELETE")
                ? new byte[0]
                : "[]".getBytes(StandardCharsets.US_ASCII);
        return caller.send(
                operation.method(),
                path,
                body,
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                UUID.randomUUID().toString(),
                "If-Match",
                "\"none\"",
                "If-None-Match",
                "\"none\"");
    }

    private static String state() {
        Person owner = treasury.owner();
        String wallet = "/v1/wallets/" + treasury.id();
        return Stream.of(wallet, wallet + "/members", wallet + "/keys", wallet + "/addresses", wallet + "/proposals")
                .map(path -> owner.get(path).json().toString().replaceAll("\"(state|version)\":[^,}]*", ""))
                .collect(Collectors.joining("\n"));
    }

    private static Map<String, List<String>> headers(Reply reply) {
        Map<String, List<String>> headers =
                new TreeMap<>(reply.response().headers().map());
        headers.remove("date");
        headers.remove("content-length");
        return headers;
    }
}
