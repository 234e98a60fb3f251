package io.countersign.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.testing.Accounts;
import io.countersign.testing.Api;
import io.countersign.testing.Hash;
import io.countersign.testing.Reply;
import io.countersign.testing.Spend;
import io.countersign.testing.TestProposal;
import io.countersign.testing.TestWallet;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests that mean something else than they seem to, or that are about a state which has passed. */
@QuarkusTest
class RequestFormTest {

    private TestWallet wallet;
    private TestProposal proposal;

    @BeforeEach
    void propose() {
        wallet = TestWallet.twoOfThree();
        proposal = Spend.of(wallet, wallet.fund(200_000)).proposed();
    }

    @Test
    void refusesChangesOfAnEarlierVersion() {
        String first = proposal.get().etag();
        proposal.signBy(0).expect(201);
        byte[] signed = proposal.spend().signedBy(1).bytes();

        proposal.attempt(() ->
                        wallet.owning().post(proposal.path("/contributions"), Api.OCTETS, signed, "If-Match", first))
                .refused(412, "precondition-failed");
        proposal.attempt(() -> wallet.owning().delete(proposal.path(""), "If-Match", first))
                .refused(412, "precondition-failed");
        proposal.attempt(() -> wallet.seat(2)
                        .api()
                        .post(proposal.path("/rejections"), Map.of("reason", "late"), "If-Match", first))
                .refused(412, "precondition-failed");

        wallet.owning()
                .post(
                        proposal.path("/contributions"),
                        Api.OCTETS,
                        signed,
                        "If-Match",
                        first + ", " + proposal.get().etag())
                .expect(201);
    }

    @Test
    void addsToListsThatWereSeenOnly() {
        // A wallet of its own: the first page of a longer list does not change by what is added.
        TestWallet wallet =
                TestWallet.make("wsh", 2, TestWallet.people("Alice", "Bob", "Carol"), TestWallet.signers(3));
        String addresses = wallet.path("/addresses");
        String proposals = wallet.path("/proposals");
        String seenAddresses = wallet.owning().get(addresses).etag();
        String seenProposals = wallet.owning().get(proposals).etag();
        Spend spend = Spend.of(wallet, wallet.fund(200_000));
        Map<String, String> proposed = Map.of("psbt", spend.psbt().base64());

        NothingStored.in(wallet, () -> wallet.owning().post(addresses, Map.of("label", "a"), "If-Match", seenAddresses))
                .refused(412, "precondition-failed");
        wallet.owning()
                .post(
                        addresses,
                        Map.of("label", "a"),
                        "If-Match",
                        wallet.owning().get(addresses).etag())
                .expect(201);
        wallet.owning().post(proposals, proposed, "If-Match", seenProposals).expect(201);
        NothingStored.in(wallet, () -> wallet.owning().post(proposals, proposed, "If-Match", seenProposals))
                .refused(412, "precondition-failed");
    }

    @Test
    void refusesChangesOfAnotherState() {
        String confirmation = wallet.path("/keys/" + wallet.seat(0).keyId() + "/confirmation");
        JsonNode seen = proposal.get().json();
        byte[] memo = seen.path("memo").asText("").getBytes(StandardCharsets.UTF_8);
        String lines = String.join(
                "\n",
                "Countersign proposal",
                "wallet " + wallet.id(),
                "proposal " + proposal.id(),
                "txid " + seen.path("txid").asText(),
                "memo " + HexFormat.of().formatHex(Hash.sha256(memo)));
        Map<String, String> attestation =
                Map.of("signature", wallet.owner().loginKey().sign(lines));
        proposal.attempt(() -> wallet.owning().put(proposal.path("/attestation"), attestation, "If-Match", "\"9\""))
                .refused(412, "precondition-failed");
        String first = wallet.owning().get(wallet.path("")).get("firstAddress");
        NothingStored.in(wallet, () -> wallet.seat(0)
                        .api()
                        .post(confirmation, Map.of("firstAddress", first), "If-Match", "\"9\""))
                .refused(412, "precondition-failed");
        Api olga = Accounts.olga().api();
        olga.post("/v1/operator/chain/rescans", Map.of(), "If-Match", "\"9\"").refused(412, "precondition-failed");
        olga.delete("/v1/operator/accounts/" + Accounts.of("Alice").id() + "/sessions", "If-Match", "\"9\"")
                .refused(412, "precondition-failed");
    }

    @Test
    void answersNotModifiedWhereNothingChanged() {
        for (String path : List.of(
                wallet.path(""),
                wallet.path("/keys"),
                wallet.path("/members"),
                wallet.path("/addresses"),
                wallet.path("/proposals"),
                proposal.path(""),
                "/v1/me")) {
            String etag = wallet.owning().get(path).expect(200).etag();
            Reply same = wallet.owning().get(path, "If-None-Match", etag).expect(304);
            assertThat(same.bytes()).isEmpty();
            wallet.owning().get(path, "If-None-Match", "\"other\"").expect(200);
        }
        assertThat(wallet.owning()
                        .get(proposal.path("/psbt"), "Accept", Api.OCTETS)
                        .etag())
                .isEqualTo("\"1-0\"");
    }

    @Test
    void refusesMembersThatItDoesNotKnowOrKnowsTwice() {
        String psbt = proposal.spend().signedBy(0).base64();
        String contributions = proposal.path("/contributions");
        for (String body : List.of(
                "{\"psbt\":\"%s\",\"extra\":1}".formatted(psbt),
                "{\"psbt\":\"%s\",\"psbt\":\"%s\"}".formatted(psbt, psbt),
                "{\"psbt\":\"%s\"} {}".formatted(psbt),
                "{\"psbt\":\"%s\"".formatted(psbt),
                "{\"psbt\":null}",
                "{\"psbt\":7}",
                "{\"psbt\":[\"%s\"]}".formatted(psbt),
                "{'psbt':'%s'}".formatted(psbt),
                "[]",
                "null",
                "\"%s\"".formatted(psbt),
                "")) {
            Reply reply = proposal.attempt(() -> wallet.owning().post(contributions, body));
            assertThat(reply.status()).as(body + reply).isEqualTo(400);
            assertThat(reply.problem()).as(body).isIn("malformed-body", "malformed-psbt");
        }
        NothingStored.in(wallet, () -> wallet.owning()
                        .post(wallet.path("/addresses"), "{\"label\":\"a\",\"label\":\"b\"}"))
                .refused(400, "malformed-body");
        NothingStored.in(wallet, () -> wallet.owning().post(wallet.path("/addresses"), "{\"lable\":\"a\"}"))
                .refused(400, "malformed-body");
    }

    @Test
    void refusesDeepAndLongJson() {
        String deep = "{\"label\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        NothingStored.in(wallet, () -> wallet.owning().post(wallet.path("/addresses"), deep))
                .refused(400, "malformed-body");
        NothingStored.in(
                        wallet, () -> wallet.owning().post(wallet.path("/addresses"), Map.of("label", "l".repeat(101))))
                .refused(422, "text-too-long");
        NothingStored.in(wallet, () -> Spend.of(wallet, proposal.spend().coins().get(0))
                        .propose(Map.of("memo", "m".repeat(1_001))))
                .refused(422, "text-too-long");
    }

    @Test
    void takesTheThreeMediaTypesOfSignedFilesAndNoOther() {
        byte[] signed = proposal.spend().signedBy(0).bytes();
        for (String type : List.of("application/xml", "multipart/form-data", "application/psbt", "nonsense")) {
            proposal.attempt(() -> wallet.owning().post(proposal.path("/contributions"), type, signed))
                    .refused(415, "unsupported-media-type");
        }
        // What no decoder of forms can read is of the wrong type all the same.
        for (String type : List.of(
                "multipart/form-data", "Multipart/Form-Data; boundary=x", "application/x-www-form-urlencoded")) {
            proposal.attempt(() -> wallet.owning()
                            .post(proposal.path("/contributions"), type, new byte[] {'%', 'z', '=', '\r', 'x', '\n'}))
                    .refused(415, "unsupported-media-type");
        }
        proposal.attempt(() -> wallet.owning()
                        .post(proposal.path("/contributions"), Api.OCTETS, signed, "Content-Encoding", "gzip"))
                .refused(415, "unsupported-media-type");
        wallet.owning()
                .post(
                        proposal.path("/contributions"),
                        "Text/Plain; charset=utf-8",
                        Base64.getEncoder().encode(signed))
                .expect(201);
    }

    @Test
    void refusesQueriesThatMeanNothing() {
        for (String query : List.of("?wait=61", "?wait=-1", "?wait=soon", "?wait=1&wait=2")) {
            wallet.owning().get(proposal.path(query)).refused(400, "malformed-query");
        }
        for (String query : List.of("?limit=0", "?limit=many", "?cursor=nonsense", "?state=nonsense")) {
            wallet.owning().get(wallet.path("/proposals" + query)).refused(400, "malformed-query");
        }
        wallet.owning().get(wallet.path("/events?after=999999999")).refused(409, "sequence-ahead");
    }

    @Test
    void tellsProblemsOfTheFrameworkInTheSameForm() {
        Api alice = Accounts.of("Alice").api();
        alice.get("/v1/nothing-of-the-sort").expect(404);
        assertThat(alice.get("/v1/nothing-of-the-sort").header("Content-Type")).startsWith("application/problem+json");
        Reply method = alice.send("PATCH", proposal.path(""), new byte[0]);
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.header("Content-Type")).startsWith("application/problem+json");
        Reply none = alice.get(proposal.path("/psbt"), "Accept", "image/png");
        assertThat(none.status()).isEqualTo(406);
        assertThat(none.header("Content-Type")).startsWith("application/problem+json");
    }
}
