package io.countersign.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.AtOnce;
import io.countersign.testing.MusigWallet;
import io.countersign.testing.Reply;
import io.countersign.testing.Runs;
import io.countersign.testing.TestProposal;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Threats B16 and C11: everybody at once, and what must happen once happens once. */
@QuarkusTest
class MusigRaceTest {

    private static final int ROUNDS = Runs.of(10, 2);

    private static MusigWallet shared;

    private MusigWallet wallet;

    @BeforeEach
    void makeTheWallet() {
        if (shared == null) {
            shared = MusigWallet.of(2);
        }
        wallet = shared;
    }

    @Test
    void takesTheLastTwoNoncesAtOnce() {
        for (int round = 0; round < ROUNDS; round++) {
            TestProposal proposal = wallet.proposed(1);
            List<byte[]> files = wallet.devices().stream()
                    .map(device -> device.giveNonces(proposal.psbt()))
                    .toList();

            List<Reply> replies = AtOnce.times(2, i -> proposal.contribute(wallet.api(i), files.get(i)));

            assertThat(replies).extracting(Reply::status).containsExactly(201, 201);
            assertThat(wallet.states(proposal)).containsExactly("nonce_given", "nonce_given");
        }
    }

    @Test
    void finalizesOnceWhereTheLastTwoPartialSignaturesComeAtOnce() {
        for (int round = 0; round < ROUNDS; round++) {
            TestProposal proposal = wallet.proposed(2);
            wallet.giveAllNonces(proposal);
            List<byte[]> files = wallet.devices().stream()
                    .map(device -> device.sign(proposal.psbt()))
                    .toList();

            List<Reply> replies = AtOnce.times(2, i -> proposal.contribute(wallet.api(i), files.get(i)));

            assertThat(replies).extracting(Reply::status).containsExactly(201, 201);
            proposal.await("broadcast");
            assertThat(proposal.eventTypes())
                    .filteredOn(type -> type.equals("proposal.finalized"))
                    .hasSize(1);
        }
    }

    /** Either the partial signature came first and is void now, or it is refused; the next session starts empty in both cases. */
    @Test
    void voidsOrRefusesAPartialSignatureThatMeetsANewSession() {
        for (int round = 0; round < ROUNDS; round++) {
            TestProposal proposal = wallet.proposed(1);
            wallet.giveAllNonces(proposal);
            byte[] signed = wallet.devices().get(0).sign(proposal.psbt());

            List<Reply> replies = AtOnce.times(
                    2, i -> i == 0 ? proposal.contribute(wallet.api(0), signed) : wallet.restart(proposal, 1));

            assertThat(replies.get(0).status()).as(replies.toString()).isIn(201, 409);
            replies.get(1).expect(201);
            assertThat(wallet.states(proposal)).containsExactly("pending", "pending");
            assertThat(MusigWallet.read(proposal.psbt()).inputs().get(0).musigPartialSignatures())
                    .isEmpty();
        }
    }

    /** The same file four times at once, and one nonce for two proposals at once. */
    @Test
    void takesANonceOnceHoweverItComes() {
        for (int round = 0; round < ROUNDS; round++) {
            TestProposal proposal = wallet.proposed(1);
            byte[] file = wallet.devices().get(0).giveNonces(proposal.psbt());

            List<Reply> same = AtOnce.times(4, i -> proposal.contribute(wallet.api(0), file));

            assertThat(same).extracting(Reply::status).containsExactlyInAnyOrder(201, 200, 200, 200);
        }
        for (int round = 0; round < ROUNDS; round++) {
            List<TestProposal> two = List.of(wallet.proposed(1), wallet.proposed(1));
            byte[] first = wallet.devices().get(0).giveNonces(two.get(0).psbt());
            List<byte[]> files = List.of(
                    first,
                    MusigWallet.withNonceOf(
                            first, two.get(1).psbt(), wallet.devices().get(0)));

            List<Reply> replies = AtOnce.times(2, i -> two.get(i).contribute(wallet.api(0), files.get(i)));

            assertThat(replies).as(replies.toString()).extracting(Reply::status).containsExactlyInAnyOrder(201, 422);
        }
    }
}
