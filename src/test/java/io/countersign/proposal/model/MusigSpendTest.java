package io.countersign.proposal.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.crypto.finalize.SpendCheck;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.crypto.psbt.PsbtWriter;
import io.countersign.crypto.tx.Network;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.verify.ExpectedSpend;
import io.countersign.crypto.verify.MusigFields;
import io.countersign.crypto.verify.MusigRounds;
import io.countersign.crypto.verify.Verdict;
import io.countersign.crypto.verify.ViolationReason;
import io.countersign.kernel.KeyId;
import io.countersign.proposal.Judging;
import io.countersign.proposal.Verified;
import io.countersign.testing.MusigDevice;
import io.countersign.testing.MusigProposal;
import io.countersign.testing.Signer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What devices are given, what they give back, and what becomes of it; the devices are bitcoin-kmp's. */
class MusigSpendTest {

    @ParameterizedTest
    @CsvSource({"2, 1", "2, 3", "3, 2", "5, 1"})
    void makesATransactionThatTheInterpreterTakes(int cosigners, int coins) {
        Story story = new Story(MusigProposal.of(cosigners, coins));

        story.giveNonces();
        story.sign();

        Transaction last = story.finish();
        assertThat(SpendCheck.run(last, story.spend.coins())).isEmpty();
        assertThat(last.inputs())
                .allSatisfy(input -> assertThat(input.witness()).hasSize(1));
        assertThat(last.inputs())
                .allSatisfy(input -> assertThat(input.witness().get(0).size()).isEqualTo(64));
        assertThat(story.collected.isComplete(story.facts)).isTrue();
    }

    /** The internal key is a stranger to the path, the leaf has a musig and a key that signs by itself. */
    @Test
    void signsInALeafToo() {
        List<Signer> signers = IntStream.rangeClosed(1, 3)
                .mapToObj(number -> Signer.of(number, "48h/1h/0h/2h"))
                .toList();
        Descriptor descriptor = Descriptor.parse(
                "tr(%s/<0;1>/*,{pk(musig(%s,%s)/<0;1>/*),pk(%s/<2;3>/*)})"
                        .formatted(
                                signers.get(0).keyText(),
                                signers.get(1).keyText(),
                                signers.get(2).keyText(),
                                signers.get(0).keyText()),
                Network.REGTEST);
        MusigProposal proposal = MusigProposal.of(descriptor, signers, 2, "branch-1");
        Story story = new Story(proposal);

        assertThat(story.facts.musigSeats()).hasSize(4);
        assertThat(story.spend.musig().keys())
                .allSatisfy(key -> assertThat(key.leafHash()).isNotNull());
        assertThat(story.psbt().inputs().get(0).musigParticipants()).hasSize(1);
        story.giveNonces();
        story.sign();
        Transaction last = story.finish();
        assertThat(SpendCheck.run(last, story.spend.coins())).isEmpty();
        assertThat(last.inputs())
                .allSatisfy(input -> assertThat(input.witness()).hasSize(3));
    }

    /** Devices give nonces and partial signatures on every path that they can; those of the path that counts are taken. */
    @Test
    void signsInALeafBesideAnInternalKeyOfMore() {
        List<Signer> signers = IntStream.rangeClosed(1, 3)
                .mapToObj(number -> Signer.of(number, "48h/1h/0h/2h"))
                .toList();
        Descriptor descriptor = Descriptor.parse(
                "tr(musig(%1$s,%2$s,%3$s)/<0;1>/*,{pk(musig(%1$s,%2$s)/<0;1>/*),pk(musig(%2$s,%3$s)/<0;1>/*)})"
                        .formatted(
                                signers.get(0).keyText(),
                                signers.get(1).keyText(),
                                signers.get(2).keyText()),
                Network.REGTEST);
        Story story = new Story(MusigProposal.of(descriptor, signers, 1, "branch-2"));

        story.giveNonces();
        story.sign();

        assertThat(story.facts.musigSeats()).hasSize(2);
        assertThat(story.ignored).isEqualTo(2 + 1 + 2);
        assertThat(SpendCheck.run(story.finish(), story.spend.coins())).isEmpty();
    }

    /** The places that a device fills on a path that does not count. */
    @Test
    void leavesOutNoncesForAnotherPath() {
        List<Signer> signers = IntStream.rangeClosed(1, 2)
                .mapToObj(number -> Signer.of(number, "48h/1h/0h/2h"))
                .toList();
        Descriptor descriptor = Descriptor.parse(
                "tr(musig(%s,%s)/<0;1>/*,pk(%s/<0;1>/*))"
                        .formatted(
                                signers.get(0).keyText(),
                                signers.get(1).keyText(),
                                signers.get(1).keyText()),
                Network.REGTEST);
        Story story = new Story(MusigProposal.of(descriptor, signers, 1, "branch-1"));

        MusigFields fields = story.read(story.proposal.devices().get(0).giveNonces(story.bytes()));

        assertThat(story.facts.musigSeats()).isEmpty();
        assertThat(fields.nonces()).isEmpty();
        assertThat(fields.ignored()).hasSize(1);
        assertThat(fields.missed())
                .extracting(violation -> violation.reason())
                .containsExactly(ViolationReason.WRONG_SPEND_PATH);
    }

    /** Cosigners who finish the other path among themselves may hand its signature in: it is known whose it is, and that it does not count. */
    @Test
    void knowsWholeSignaturesOfAnotherPath() {
        List<Signer> signers = IntStream.rangeClosed(1, 3)
                .mapToObj(number -> Signer.of(number, "48h/1h/0h/2h"))
                .toList();
        Descriptor descriptor = Descriptor.parse(
                "tr(musig(%2$s,%3$s)/<0;1>/*,pk(%1$s/<0;1>/*))"
                        .formatted(
                                signers.get(0).keyText(),
                                signers.get(1).keyText(),
                                signers.get(2).keyText()),
                Network.REGTEST);
        Story other = new Story(MusigProposal.of(descriptor, signers, 1, "key"));
        other.giveNonces();
        other.sign();
        Bytes whole = other.finish().inputs().get(0).witness().get(0);
        Story story = new Story(MusigProposal.of(descriptor, signers, 1, "branch-1"));
        Psbt psbt = story.psbt();
        Psbt upload = psbt.withInputs(List.of(psbt.inputs().get(0).withTapKeySignature(whole)));

        Verified verified = Judging.verify(story.facts, story.spend, upload);

        assertThat(verified.verdict().outcome()).isEqualTo(Verdict.Outcome.OTHER_PATH);
        List<KeyId> keys = descriptor.keys().stream()
                .filter(key -> !key.toString().equals(signers.get(0).keyText()))
                .map(key -> story.facts.keyIds().get(descriptor.keys().indexOf(key)))
                .toList();
        assertThat(keys).hasSize(2);
        assertThat(verified.signatureNonces()).hasSize(1);
        assertThat(verified.signatureNonces().get(0).keyIds()).isEqualTo(keys);
    }

    @Test
    void tellsDevicesOfParticipantsOnInputsAndOnChange() {
        Story story = new Story(MusigProposal.of(3, 1));
        Psbt psbt = story.psbt();

        assertThat(psbt.outputs().get(0).musigParticipants()).isEmpty();
        assertThat(psbt.outputs().get(1).musigParticipants())
                .isEqualTo(psbt.inputs().get(0).musigParticipants());
        assertThat(psbt.outputs().get(1).tapDerivations()).hasSize(4);
        assertThat(PsbtReader.read(PsbtWriter.write(psbt))).isEqualTo(psbt);
    }

    /** A proposal on its way, without a server: what is collected goes back into the PSBT that the next device gets. */
    private static final class Story {

        private final MusigProposal proposal;
        private final ProposalFacts facts;
        private final ExpectedSpend spend;
        private final Bytes frozen;
        private Collected collected;
        private int ignored;

        Story(MusigProposal proposal) {
            this.proposal = proposal;
            this.spend = SpendExpectation.of(proposal.facts(), proposal.descriptor());
            this.facts = proposal.facts()
                    .with(200, MusigSeat.all(spend.musig(), proposal.facts().keyIds()));
            this.frozen = PsbtWriter.write(FrozenPsbt.of(
                    facts, proposal.descriptor(), Map.of(proposal.funding().txid(), proposal.funding())));
            this.collected = new Collected(List.of(), SigningSession.first(1, MusigProposal.NOW));
        }

        Psbt psbt() {
            return PsbtReader.read(FrozenPsbt.withSignatures(frozen, spend, collected, 0));
        }

        byte[] bytes() {
            return PsbtWriter.write(psbt()).toArray();
        }

        MusigFields read(byte[] upload) {
            return MusigFields.read(spend.musig(), PsbtReader.read(Bytes.of(upload)));
        }

        void giveNonces() {
            for (MusigDevice device : proposal.devices()) {
                take(read(device.giveNonces(bytes())));
            }
        }

        void sign() {
            for (MusigDevice device : proposal.devices()) {
                take(read(device.sign(bytes())));
            }
        }

        Transaction finish() {
            return Judging.assemble(spend, rounds(), collected);
        }

        private MusigRounds rounds() {
            return MusigRounds.of(
                    spend.musig(), collected.session().orElseThrow().noncesByPlace());
        }

        private void take(MusigFields fields) {
            assertThat(fields.violations()).isEmpty();
            ignored += fields.ignored().size();
            List<GivenNonce> nonces = new ArrayList<>();
            fields.nonces()
                    .forEach(offered -> nonces.add(
                            new GivenNonce(seat(offered.place()), offered.nonce(), MusigProposal.NOW, null)));
            List<GivenPartialSignature> partials = new ArrayList<>();
            fields.partials()
                    .forEach(offered -> partials.add(new GivenPartialSignature(
                            seat(offered.place()), offered.partial(), MusigProposal.NOW, null)));
            if (!partials.isEmpty()) {
                assertThat(rounds().wrong(fields.partials())).isEmpty();
            }
            Offered added = collected.notYet(new Offered(List.of(), nonces, partials, "1-1"));
            collected = collected.plus(added);
        }

        private MusigSeat seat(io.countersign.crypto.verify.MusigPlace place) {
            return facts.musigSeats().stream()
                    .filter(seat -> seat.place().equals(place))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
