package io.countersign.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.crypto.tx.Network;
import io.countersign.testing.Account;
import io.countersign.testing.Ceremony;
import io.countersign.testing.Coin;
import io.countersign.testing.ImportedWallet;
import io.countersign.testing.Reply;
import io.countersign.testing.Signer;
import io.countersign.testing.Spend;
import io.countersign.testing.TapSigner;
import io.countersign.testing.TestProposal;
import io.countersign.testing.TestWallet;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Coins that come free with time, on the development chain, which holds locks as the network does; rust-miniscript signs. */
@QuarkusTest
class TimeLockedSpendJourney {

    private static final List<Account> PEOPLE = TestWallet.people("Alice", "Bob", "Carol");

    /** Alice and Bob, or Carol alone after ten blocks: the wallet comes from other software. */
    @Test
    void recoversWithTheImportedWalletsRelativeLock() {
        TestWallet wallet = imported("wsh(or_d(multi(2,%s,%s),and_v(v:older(10),pk(%s))))", TestWallet.signers(3));
        JsonNode path = wallet.owning().get(wallet.path("")).expect(200).json().at("/spendPaths/1");
        assertThat(path.get("id").asText()).isEqualTo("branch-2");
        assertThat(path.get("older").asInt()).isEqualTo(10);
        assertThat(path.at("/keyIds/0").asText()).isEqualTo(wallet.seat(2).keyId());
        Coin coin = wallet.fund(600_000);
        Spend spend = Spend.of(wallet, coin).under(0, 10);

        Reply unconfirmed = spend.propose(Map.of("spendPath", "branch-2")).refused(422, "spend-path-locked");
        assertThat(unconfirmed.get("detail")).contains("10 blocks after the coin is confirmed");
        int height = mine(wallet, 1);
        Reply young = spend.propose(Map.of("spendPath", "branch-2")).refused(422, "spend-path-locked");
        assertThat(young.json().get("height").asInt()).isEqualTo(height + 10);
        mine(wallet, 8);
        spend.propose(Map.of("spendPath", "branch-2")).refused(422, "spend-path-locked");
        mine(wallet, 1);
        for (long sequence : new long[] {Spend.SEQUENCE, 9, 0xffffffffL, 1 << 22 | 10}) {
            spend.under(0, sequence).propose(Map.of("spendPath", "branch-2")).refused(422, "spend-path-locks-not-met");
        }

        TestProposal proposal = spend.proposedBy("branch-2");
        Reply made = proposal.get();
        assertThat(made.json().get("threshold").asInt()).isEqualTo(1);
        assertThat(made.json().get("signers")).hasSize(1);
        Reply other = proposal.attempt(() -> proposal.signBy(0)).refused(422, "signatures-not-right");
        assertThat(other.json().at("/violations/0/reason").asText()).isEqualTo("wrong_spend_path");
        assertThat(other.json().at("/violations/0/detail").asText()).contains("branch-2");
        Reply last = proposal.signBy(2).expect(201);
        assertThat(last.json().at("/proposal/state").asText()).isEqualTo("finalized");
        confirm(proposal);
    }

    /** Carol's device hands back a finished input instead of a signature: whose it is stands in the witness. */
    @Test
    void takesTheFinishedWitnessOfALockedPath() {
        TestWallet wallet = imported("wsh(or_d(multi(2,%s,%s),and_v(v:older(10),pk(%s))))", TestWallet.signers(3));
        Coin coin = wallet.fund(600_000);
        mine(wallet, 10);
        TestProposal proposal = Spend.of(wallet, coin).under(0, 10).proposedBy("branch-2");
        byte[] finished = wallet.seat(2).signer().signAndFinalize(wallet.descriptor(), proposal.psbt());
        PsbtInput input = PsbtReader.read(Bytes.of(finished)).inputs().get(0);
        assertThat(input.partialSignatures()).isEmpty();
        assertThat(input.finalScriptWitness()).isPresent();

        Reply last = proposal.contribute(wallet.seat(2).api(), finished).expect(201);

        assertThat(last.json().at("/accepted/0/keyId").asText())
                .isEqualTo(wallet.seat(2).keyId());
        confirm(proposal);
    }

    /** The first path whose locks are met has none; it is taken though the transaction meets those of the other as well. */
    @Test
    void takesTheUnlockedPathWhereNoneIsAskedFor() {
        TestWallet wallet = imported("wsh(or_d(multi(2,%s,%s),and_v(v:older(10),pk(%s))))", TestWallet.signers(3));
        Coin coin = wallet.fund(500_000);
        mine(wallet, 10);

        TestProposal proposal = Spend.of(wallet, coin).under(0, 10).proposed();

        assertThat(proposal.get().get("spendPath")).isEqualTo("branch-1");
        proposal.attempt(() -> proposal.signBy(2)).refused(422, "signatures-not-right");
        proposal.signBy(1).expect(201);
        proposal.signBy(0).expect(201);
        confirm(proposal);
    }

    /** A wallet of the policy {@code miniscript}: its template makes the descriptor of the keys that are registered. */
    @Test
    void recoversWithTheAbsoluteLockOfATemplate() {
        int now = mine(PEOPLE.get(0), 1);
        String template = "wsh(or_i(multi(2,@0/**,@1/**),and_v(v:pk(@2/**),after(%d))))".formatted(now + 5);
        TestWallet wallet = ofTemplate(template);
        assertThat(wallet.descriptor()).startsWith("wsh(or_i(multi(2,[").contains("after(%d)".formatted(now + 5));
        Spend spend = Spend.of(wallet, wallet.fund(400_000), wallet.fund(300_000));

        Reply locked = spend.under(now + 5, Spend.SEQUENCE)
                .propose(Map.of("spendPath", "branch-2"))
                .refused(422, "spend-path-locked");
        assertThat(locked.json().get("height").asInt()).isEqualTo(now + 6);
        mine(wallet, 5);
        spend.under(now + 4, Spend.SEQUENCE)
                .propose(Map.of("spendPath", "branch-2"))
                .refused(422, "spend-path-locks-not-met");
        spend.under(now + 5, 0xffffffffL)
                .propose(Map.of("spendPath", "branch-2"))
                .refused(422, "spend-path-locks-not-met");
        spend.under(now + 6, Spend.SEQUENCE)
                .propose(Map.of("spendPath", "branch-2"))
                .refused(422, "transaction-not-final");

        TestProposal proposal = spend.under(now + 5, Spend.SEQUENCE).proposedBy("branch-2");
        proposal.signBy(2).expect(201);
        confirm(proposal);
    }

    @Test
    void refusesATransactionThatMeetsNoPath() {
        TestWallet wallet = ofTemplate("wsh(and_v(v:multi(2,@0/**,@1/**,@2/**),older(3)))");
        Spend spend = Spend.of(wallet, wallet.fund(400_000));

        Reply refused = spend.propose().refused(422, "spend-path-locks-not-met");
        assertThat(refused.get("detail")).contains("main asks for");
        mine(wallet, 2);
        spend.under(0, 3).propose().refused(422, "transaction-not-final");
        mine(wallet, 1);

        TestProposal proposal = spend.under(0, 3).proposed();
        proposal.signBy(0).expect(201);
        proposal.signBy(2).expect(201);
        confirm(proposal);
    }

    /** The key path for Alice, at any time; the leaf for Bob and Carol after four blocks. */
    @Test
    void recoversByALockedLeaf() {
        List<Signer> signers = List.of(Signer.of(1, "86h/1h/0h"), Signer.of(2, "86h/1h/0h"), Signer.of(3, "86h/1h/0h"));
        TestWallet wallet = imported("tr(%s,and_v(v:multi_a(2,%s,%s),older(4)))", signers);
        Coin coin = wallet.fund(700_000);
        mine(wallet, 4);

        TestProposal proposal = Spend.of(wallet, coin).under(0, 4).proposedBy("branch-1");
        for (int seat = 1; seat <= 2; seat++) {
            TestWallet.Seat cosigner = wallet.seat(seat);
            proposal.contribute(cosigner.api(), TapSigner.sign(cosigner.signer(), proposal.psbt(), 0))
                    .expect(201);
        }

        confirm(proposal);
    }

    private static TestWallet imported(String form, List<Signer> signers) {
        Object[] keys =
                signers.stream().map(signer -> signer.keyText() + "/<0;1>/*").toArray();
        String descriptor =
                Descriptor.parse(form.formatted(keys), Network.REGTEST).text();
        return ImportedWallet.claimed(descriptor, PEOPLE, signers);
    }

    private static TestWallet ofTemplate(String template) {
        Ceremony ceremony = Ceremony.ofTemplate(template, PEOPLE.get(0));
        PEOPLE.forEach(ceremony::letIn);
        for (int i = 0; i < PEOPLE.size(); i++) {
            ceremony.register(PEOPLE.get(i), Signer.of(i + 1));
        }
        return ceremony.confirmAll();
    }

    private static void confirm(TestProposal proposal) {
        proposal.await("broadcast", "confirmed");
        mine(proposal.wallet(), 6);
        proposal.await("confirmed");
    }

    private static int mine(TestWallet wallet, int count) {
        return mine(wallet.owner(), count);
    }

    /** The height of the last of them. */
    private static int mine(Account account, int count) {
        return account.api()
                .post("/v1/development/blocks", Map.of("count", count))
                .expect(201)
                .json()
                .get("height")
                .asInt();
    }
}
