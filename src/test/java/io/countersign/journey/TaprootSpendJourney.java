package io.countersign.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.testing.Ceremony;
import io.countersign.testing.Reply;
import io.countersign.testing.Signer;
import io.countersign.testing.Spend;
import io.countersign.testing.TapSigner;
import io.countersign.testing.TestProposal;
import io.countersign.testing.TestWallet;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Spends from taproot and legacy wallets, by signers that are not ours: bitcoin-kmp, and rust-bitcoin where it knows the script. */
@QuarkusTest
class TaprootSpendJourney {

    /** BIP388 wants other steps below a key that stands twice. */
    private static final String TREE = "tr(@0/**,{pk(@1/**),multi_a(2,@1/<2;3>/*,@2/**)})";

    private static TestWallet tree;

    /** One wallet for all tests here: the key path of Alice, a leaf of Bob, a leaf of Bob and Carol together. */
    private static synchronized TestWallet tree() {
        if (tree == null) {
            var people = TestWallet.people("Alice", "Bob", "Carol");
            Ceremony ceremony = Ceremony.ofTemplate(TREE, people.get(0));
            people.forEach(ceremony::letIn);
            for (int i = 0; i < 3; i++) {
                ceremony.register(people.get(i), Signer.of(i + 1, "86h/1h/0h"));
            }
            tree = ceremony.confirmAll();
        }
        return tree;
    }

    @Test
    void spendsFromTaprootMultisig() {
        TestWallet wallet =
                TestWallet.make("tr_multi_a", 2, TestWallet.people("Alice", "Bob", "Carol"), TestWallet.signers(3));
        assertThat(wallet.descriptor()).startsWith("tr(tpub").contains("/<0;1>/*,sortedmulti_a(2,[");
        JsonNode paths = wallet.owning().get(wallet.path("")).expect(200).json().get("spendPaths");
        assertThat(paths).hasSize(1);
        assertThat(paths.get(0).get("threshold").asInt()).isEqualTo(2);
        assertThat(paths.get(0).get("keyIds")).hasSize(3);
        TestProposal proposal = Spend.of(wallet, wallet.fund(500_000)).proposed();

        // Not witness: 4 + 1 + 41 + 1 + 31 + 43 + 4 = 125. Witness: 2 + 1 + 2 * 66 + 1 + 1 + 104 + 1 + 33 = 275 at
        // most.
        assertThat(proposal.get().json().get("virtualSize").asInt()).isEqualTo(194);
        sign(proposal, 2, 0x01).expect(201);
        Reply last = sign(proposal, 0, 0x00).expect(201);

        assertThat(last.json().at("/accepted/0/publicKey").asText()).hasSize(64);
        assertThat(last.json().get("ignored")).isEmpty();
        assertThat(last.json().at("/proposal/state").asText()).isEqualTo("finalized");
        confirm(proposal);
        JsonNode transaction =
                wallet.owning().get(proposal.path("/transaction")).expect(200).json();
        assertThat(transaction.get("virtualSize").asInt()).isEqualTo(194);
        assertThat(transaction.get("txid").asText()).isEqualTo(proposal.get().get("txid"));
    }

    @Test
    void spendsFromLegacyMultisig() {
        TestWallet wallet = TestWallet.make("sh", 2, TestWallet.people("Alice", "Bob", "Carol"), TestWallet.signers(3));
        assertThat(wallet.descriptor()).startsWith("sh(sortedmulti(2,");
        TestProposal proposal =
                Spend.of(wallet, wallet.fund(500_000), wallet.fund(90_000)).proposed();

        proposal.signBy(1).expect(201);
        proposal.signBy(0).expect(201);

        confirm(proposal);
        assertThat(proposal.get().get("finalTxid")).isNotEqualTo(proposal.get().get("txid"));
    }

    @Test
    void listsEveryWayToSpend() {
        JsonNode wallet = tree().owning().get(tree().path("")).expect(200).json();

        assertThat(wallet.at("/policy/script").asText()).isEqualTo("miniscript");
        assertThat(wallet.at("/policy/template").asText()).isEqualTo(TREE);
        assertThat(wallet.get("spendPaths"))
                .extracting(path -> path.get("id").asText())
                .containsExactly("key", "branch-1", "branch-2");
        JsonNode last = wallet.at("/spendPaths/2");
        assertThat(last.get("description").asText()).isEqualTo("all of the keys @1 and @2");
        assertThat(last.get("groups")).hasSize(1);
        assertThat(last.at("/groups/0/keyIds"))
                .extracting(JsonNode::asText)
                .containsExactly(tree().seat(1).keyId(), tree().seat(2).keyId());
        assertThat(last.get("older").isNull()).isTrue();
        assertThat(last.get("after").isNull()).isTrue();
    }

    @Test
    void takesTheKeyPathWhereNoneIsAskedFor() {
        TestProposal proposal = Spend.of(tree(), tree().fund(500_000)).proposed();
        assertThat(proposal.get().get("spendPath")).isEqualTo("key");
        assertThat(proposal.get().json().get("signers")).hasSize(1);

        Reply signed = proposal.signBy(0).expect(201);

        assertThat(signed.json().at("/accepted/0/keyId").asText())
                .isEqualTo(tree().seat(0).keyId());
        confirm(proposal);
    }

    @Test
    void leavesOutSignaturesOfOtherPathsByName() {
        TestProposal proposal = by("branch-2", 400_000);

        // Bob signs every leaf that he can.
        Reply bob = sign(proposal, 1, 0).expect(201);

        assertThat(bob.json().get("accepted")).hasSize(1);
        assertThat(bob.json().get("ignored")).hasSize(1);
        assertThat(bob.json().at("/ignored/0/keyId").asText())
                .isEqualTo(tree().seat(1).keyId());
        assertThat(bob.json().at("/ignored/0/kind").asText()).isEqualTo("signature");
        assertThat(bob.json().at("/proposal/signaturesCollected").asInt()).isEqualTo(1);
        assertThat(bob.json().at("/proposal/signaturesRequired").asInt()).isEqualTo(2);
        proposal.signBy(2).expect(201);
        confirm(proposal);
    }

    @Test
    void namesThePathThatIsExpectedWhereNothingFits() {
        TestProposal proposal = by("branch-1", 300_000);

        Reply refused = proposal.attempt(() -> proposal.signBy(2)).expect(422);

        assertThat(refused.get("type")).isEqualTo("/problems/signatures-not-right");
        assertThat(refused.json().at("/violations/0/reason").asText()).isEqualTo("wrong_spend_path");
        assertThat(refused.json().at("/violations/0/detail").asText())
                .contains("branch-2")
                .contains("branch-1");
        sign(proposal, 1, 0).expect(201);
        confirm(proposal);
    }

    @Test
    void countsRejectionsOfThePathAlone() {
        TestProposal proposal = by("branch-2", 200_000);

        tree().seat(0)
                .api()
                .post(proposal.path("/rejections"), Map.of("reason", "not mine"))
                .expect(409);
        Reply rejected = tree().seat(2)
                .api()
                .post(proposal.path("/rejections"), Map.of("reason", "no"))
                .expect(201);

        assertThat(rejected.json().at("/proposal/state").asText()).isEqualTo("rejected");
    }

    @Test
    void refusesPathThatTheWalletDoesNotHave() {
        Reply refused = Spend.of(tree(), tree().fund(100_000))
                .propose(Map.of("spendPath", "branch-3"))
                .expect(422);

        assertThat(refused.get("type")).isEqualTo("/problems/spend-path-unknown");
        assertThat(refused.get("detail")).contains("key, branch-1, branch-2");
    }

    @Test
    void refusesPoliciesThatAreNotPossible() {
        for (Map<String, Object> policy : List.<Map<String, Object>>of(
                Map.of("script", "sh", "threshold", 2, "total", 16),
                Map.of("script", "tr_multi_a", "threshold", 2, "total", 21),
                Map.of("script", "tr_musig", "threshold", 2, "total", 3),
                Map.of("script", "miniscript", "template", "tr(@0/**,pk(@0/**))"),
                Map.of("script", "miniscript", "template", "wpkh(@0/**)"),
                Map.of(
                        "script",
                        "miniscript",
                        "template",
                        "wsh(and_v(v:pk(@0/**),sha256(%s)))".formatted("00".repeat(32))),
                Map.of("script", "miniscript", "template", "wsh(%s)".formatted(pairs(7))),
                Map.of("script", "wpkh", "threshold", 1, "total", 1))) {
            tree().owning()
                    .post("/v1/wallets", Map.of("name", "No", "network", "regtest", "policy", policy))
                    .expect(422);
        }
    }

    /** 2 to the sixth are the 64 that are taken. */
    @Test
    void takesSixtyFourWaysToSpend() {
        Map<String, Object> policy = Map.of("script", "miniscript", "template", "wsh(%s)".formatted(pairs(6)));

        Reply made = tree().owning()
                .post("/v1/wallets", Map.of("name", "Many ways", "network", "regtest", "policy", policy))
                .expect(201);

        assertThat(made.json().at("/policy/total").asInt()).isEqualTo(12);
    }

    /** So many pairs of keys one of which must sign, the second one later: 2 to their number are the ways to spend. */
    private static String pairs(int count) {
        String first = IntStream.range(0, count - 1)
                .mapToObj(i -> "and_v(v:%s,".formatted(pair(i)))
                .collect(Collectors.joining());
        return first + pair(count - 1) + ")".repeat(count - 1);
    }

    private static String pair(int number) {
        return "or_d(pk(@%d/**),and_v(v:pk(@%d/**),older(%d)))".formatted(2 * number, 2 * number + 1, number + 1);
    }

    private static TestProposal by(String path, long amountSat) {
        Spend spend = Spend.of(tree(), tree().fund(amountSat));
        return new TestProposal(
                spend.propose(Map.of("spendPath", path)).expect(201).get("id"), spend);
    }

    private static Reply sign(TestProposal proposal, int seat, int typeByte) {
        TestWallet.Seat cosigner = proposal.wallet().seat(seat);
        return proposal.contribute(cosigner.api(), TapSigner.sign(cosigner.signer(), proposal.psbt(), typeByte));
    }

    private static void confirm(TestProposal proposal) {
        proposal.await("broadcast", "confirmed");
        proposal.wallet()
                .owning()
                .post("/v1/development/blocks", Map.of("count", 6))
                .expect(201);
        proposal.await("confirmed");
    }
}
