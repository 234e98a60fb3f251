package io.countersign.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.testing.Account;
import io.countersign.testing.Accounts;
import io.countersign.testing.Api;
import io.countersign.testing.Ceremony;
import io.countersign.testing.LoginKey;
import io.countersign.testing.Reply;
import io.countersign.testing.Signer;
import io.countersign.testing.Spend;
import io.countersign.testing.Tables;
import io.countersign.testing.TestProposal;
import io.countersign.testing.TestWallet;
import io.countersign.testing.TestWallet.Seat;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Of every accepted command the journal tells, and of a refused one nothing at all is stored. */
@QuarkusTest
class EveryCommandTest {

    private static final List<String> CHANGING = List.of("post", "put", "patch", "delete");
    private static final byte[] NONSENSE = "{\"nonsense\":true}".getBytes();

    private final Account alice = Accounts.of("Alice");
    private final Account bob = Accounts.of("Bob");

    @Test
    void tellsOfEveryAcceptedCommand() {
        Account guest = Tables.afterOneEntry(() -> Account.join(
                Api.here(),
                Tables.afterOneEntry(() -> Accounts.olga().invite(Map.of("role", "member"))),
                "Guest " + UUID.randomUUID()));
        Ceremony ceremony = Tables.afterOneEntry(() -> Ceremony.begin("wsh", 2, alice, 3));
        makesWallet(ceremony, guest);
    }

    private void makesWallet(Ceremony ceremony, Account guest) {
        String path = "/v1/wallets/" + ceremony.walletId();
        Tables.afterEntries(2, () -> ceremony.letIn(alice));
        Tables.afterEntries(2, () -> ceremony.letIn(guest));
        Seat mistaken = Tables.afterEntries(2, () -> ceremony.register(guest, Signer.of(9)));
        tells(() -> guest.api().delete(path + "/keys/" + mistaken.keyId()));
        TestWallet wallet = made();
        withdrawsAndRemoves(wallet, guest);
        bindsLoginKey(guest);
        proposes(wallet);
    }

    /** Every holder confirms. */
    private TestWallet made() {
        Ceremony ceremony = Ceremony.begin("wsh", 2, alice, 3);
        ceremony.letIn(alice);
        ceremony.letIn(bob);
        ceremony.register(alice, Signer.of(1));
        ceremony.register(bob, Signer.of(2));
        ceremony.register(alice, Signer.of(3));
        return Tables.afterEntries(3, ceremony::confirmAll);
    }

    private void withdrawsAndRemoves(TestWallet wallet, Account guest) {
        Reply invitation =
                tells(() -> alice.api().post("/v1/invitations", Map.of("walletId", wallet.id(), "role", "viewer")));
        tells(() -> alice.api().delete("/v1/invitations/" + invitation.get("id")));
        guest.accept(alice.invite(Map.of("walletId", wallet.id(), "role", "viewer")));
        tells(() -> alice.api().delete(wallet.path("/members/" + guest.id())));
    }

    private static void bindsLoginKey(Account guest) {
        LoginKey another = LoginKey.of("another key of " + guest.name());
        Reply challenge = guest.api()
                .post("/v1/auth/challenges", Map.of("method", "es256"))
                .expect(201);
        Reply bound = tells(() -> guest.api()
                .post(
                        "/v1/me/login-keys",
                        Map.of(
                                "loginKey", Map.of("type", "es256", "publicKey", another.publicKey()),
                                "challengeId", challenge.get("challengeId"),
                                "signature", another.sign(challenge.get("message")))));
        tells(() -> guest.api().delete("/v1/me/login-keys/" + bound.get("id")));
    }

    private void proposes(TestWallet wallet) {
        tells(() -> alice.api().post(wallet.path("/addresses"), Map.of("label", "deposit")));
        TestProposal signed = Tables.afterOneEntry(() -> proposed(wallet));
        tells(() -> alice.api().put(signed.path("/attestation"), Map.of("signature", attestation(signed))));
        tells(() -> signed.contribute(signed.spend().signedBy(0)));
        tells(() -> bob.api().post(signed.path("/rejections"), Map.of("reason", "not now")));
        TestProposal cancelled = proposed(wallet);
        tells(() -> alice.api().delete(cancelled.path("")));
    }

    private static TestProposal proposed(TestWallet wallet) {
        return Spend.of(wallet, wallet.fund(200_000)).proposed();
    }

    /** SHA-256 of the empty memo, by the standard's own example. */
    private String attestation(TestProposal proposal) {
        return alice.loginKey()
                .sign(String.join(
                        "\n",
                        "Countersign proposal",
                        "wallet " + proposal.wallet().id(),
                        "proposal " + proposal.id(),
                        "txid " + proposal.get().get("txid"),
                        "memo e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    }

    private static Reply tells(java.util.function.Supplier<Reply> command) {
        Reply reply = Tables.afterOneEntry(command);
        assertThat(reply.isRight()).as(reply.toString()).isTrue();
        return reply;
    }

    /** All calls of the running server's own description, whatever they are, in forms that none can accept. */
    @Test
    void storesNothingOfAnyRefusedCommand() {
        TestProposal proposal = proposed(TestWallet.twoOfThree());
        List<Call> calls = everyCall(proposal);
        assertThat(calls).hasSizeGreaterThan(20);

        Tables.unchangedBy(() -> calls.forEach(call -> {
            call.refused(Api.here(), NONSENSE, "application/json");
            call.refused(Accounts.of("A stranger").api(), NONSENSE, "application/json");
            call.refused(Accounts.of("A stranger").api().as("no.token.atall"), NONSENSE, "application/json");
            call.refused(alice.api(), "{".getBytes(), "application/json");
            call.refused(alice.api(), NONSENSE, "application/nonsense");
        }));
    }

    private static List<Call> everyCall(TestProposal proposal) {
        JsonNode paths =
                Api.here().get("/q/openapi?format=json").expect(200).json().path("paths");
        List<Call> calls = new ArrayList<>();
        paths.fields().forEachRemaining(path -> path.getValue().fieldNames().forEachRemaining(method -> {
            // To sign out names nothing that could be missing: whoever may ask is right.
            boolean isSignOut = path.getKey().equals("/v1/auth/tokens") && method.equals("delete");
            if (CHANGING.contains(method) && !isSignOut) {
                calls.add(Call.of(method, path.getKey(), proposal));
            }
        }));
        return calls;
    }

    /** A call on things that are there, as far as the path names a wallet or a proposal. */
    private record Call(String method, String path) {

        static Call of(String method, String template, TestProposal proposal) {
            String path = template.replace("{walletId}", proposal.wallet().id());
            // What a DELETE names is never there, so that even its owner is refused.
            String place = method.equals("delete") ? path : path.replace("{proposalId}", proposal.id());
            return new Call(
                    method.toUpperCase(java.util.Locale.ROOT),
                    place.replaceAll("\\{[^}]*}", UUID.randomUUID().toString()));
        }

        void refused(Api caller, byte[] body, String mediaType) {
            Reply reply = caller.send(
                    method,
                    path,
                    body,
                    "Content-Type",
                    mediaType,
                    "Idempotency-Key",
                    UUID.randomUUID().toString());
            assertThat(reply.status()).as(method + " " + path + " " + reply).isBetween(400, 499);
        }
    }
}
