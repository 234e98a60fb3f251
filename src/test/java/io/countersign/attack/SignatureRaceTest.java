package io.countersign.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.Account;
import io.countersign.testing.Accounts;
import io.countersign.testing.AtOnce;
import io.countersign.testing.RawPsbt;
import io.countersign.testing.Reply;
import io.countersign.testing.Runs;
import io.countersign.testing.Spend;
import io.countersign.testing.TestProposal;
import io.countersign.testing.TestWallet;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Threat C11 on a real database: what was answered 2xx is there afterwards, and what must happen once happens once. */
@QuarkusTest
class SignatureRaceTest {

    private static final int ROUNDS = Runs.of(50, 5);
    private static final int COSIGNERS = 8;
    private static final int THRESHOLD = 5;

    @Test
    void losesNoSignatureOfEightCosignersAtOnce() {
        TestWallet wallet = fiveOfEight();
        for (int round = 0; round < ROUNDS; round++) {
            TestProposal proposal = Spend.of(wallet, wallet.fund(100_000)).proposed();
            List<byte[]> files = IntStream.range(0, COSIGNERS)
                    .mapToObj(i -> proposal.spend().signedBy(i).bytes())
                    .toList();

            List<Reply> replies = AtOnce.times(
                    COSIGNERS, i -> proposal.contribute(wallet.seat(i).api(), files.get(i)));

            List<Integer> counted = IntStream.range(0, COSIGNERS)
                    .filter(i -> replies.get(i).status() == 201)
                    .boxed()
                    .toList();
            assertThat(counted).as(replies.toString()).hasSize(THRESHOLD);
            IntStream.range(0, COSIGNERS).filter(i -> !counted.contains(i)).forEach(i -> replies.get(i)
                    .refused(409, "proposal-not-collecting"));
            assertThat(signers(proposal)).isEqualTo(new HashSet<>(counted));
            assertThat(proposal.get().json().get("signaturesCollected").asInt()).isEqualTo(THRESHOLD);
        }
    }

    @Test
    void finalizesOnceWhereTwoGiveTheLastSignatureAtOnce() {
        TestWallet wallet = TestWallet.twoOfThree();
        for (int round = 0; round < Runs.of(10, 3); round++) {
            TestProposal proposal = Spend.of(wallet, wallet.fund(100_000)).proposed();
            proposal.contribute(proposal.spend().signedBy(0)).expect(201);
            RawPsbt[] last = {proposal.spend().signedBy(1), proposal.spend().signedBy(2)};

            List<Reply> replies = AtOnce.times(2, i -> proposal.contribute(last[i]));

            assertThat(replies).extracting(Reply::status).containsExactlyInAnyOrder(201, 409);
            Reply after = proposal.await("broadcast");
            assertThat(after.json().get("signaturesCollected").asInt()).isEqualTo(2);
            assertThat(proposal.eventTypes())
                    .containsExactly(
                            "proposal.created",
                            "proposal.signed",
                            "proposal.signed",
                            "proposal.finalized",
                            "proposal.broadcast");
        }
    }

    @Test
    void countsTheSameFileOnceWhereItComesFourTimesAtOnce() {
        TestWallet wallet = TestWallet.twoOfThree();
        for (int round = 0; round < Runs.of(10, 3); round++) {
            TestProposal proposal = Spend.of(wallet, wallet.fund(100_000)).proposed();
            RawPsbt file = proposal.spend().signedBy(0);

            List<Reply> replies = AtOnce.times(4, i -> proposal.contribute(file));

            assertThat(replies).extracting(Reply::status).containsExactlyInAnyOrder(201, 200, 200, 200);
            assertThat(replies.stream()
                            .map(reply -> reply.json().get("receipt"))
                            .distinct())
                    .hasSize(1);
            assertThat(proposal.get().etag()).isEqualTo("\"2\"");
        }
    }

    private static TestWallet fiveOfEight() {
        List<Account> people = IntStream.range(0, COSIGNERS)
                .mapToObj(i -> Accounts.of("Cosigner " + i))
                .toList();
        return TestWallet.make("wsh", THRESHOLD, people, TestWallet.signers(COSIGNERS));
    }

    private static Set<Integer> signers(TestProposal proposal) {
        RawPsbt served = RawPsbt.parse(proposal.psbt());
        Set<Integer> signed = new HashSet<>();
        for (int i = 0; i < COSIGNERS; i++) {
            if (served.input(0)
                    .containsKey(RawPsbt.PARTIAL_SIGNATURE + proposal.spend().publicKey(0, i))) {
                signed.add(i);
            }
        }
        return signed;
    }
}
