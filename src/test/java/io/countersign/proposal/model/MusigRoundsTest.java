package io.countersign.proposal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.crypto.ec.MusigNonce;
import io.countersign.crypto.ec.MusigPartialSignature;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.psbt.MusigPublicNonce;
import io.countersign.crypto.psbt.MusigSlot;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.crypto.psbt.PsbtWriter;
import io.countersign.crypto.tx.Network;
import io.countersign.crypto.verify.ExpectedMusig;
import io.countersign.crypto.verify.ExpectedSpend;
import io.countersign.crypto.verify.MusigFields;
import io.countersign.crypto.verify.MusigFields.IgnoredField;
import io.countersign.crypto.verify.MusigPlace;
import io.countersign.crypto.verify.MusigRounds;
import io.countersign.crypto.verify.MusigRounds.AggregateSignature;
import io.countersign.crypto.verify.MusigSpend;
import io.countersign.crypto.verify.OfferedNonce;
import io.countersign.crypto.verify.OfferedPartialSignature;
import io.countersign.crypto.verify.Violation;
import io.countersign.crypto.verify.ViolationReason;
import io.countersign.testing.MusigDevice;
import io.countersign.testing.MusigProposal;
import io.countersign.testing.MusigSigner;
import io.countersign.testing.Signer;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each aggregate key of a spend has its own places, nonces and round; the devices, and where their fields stand, are bitcoin-kmp's. */
class MusigRoundsTest {

    private final Story two = new Story(MusigProposal.of(2, 2));

    @Test
    void hasAPlaceForEachParticipantOnEachInput() {
        assertThat(two.musig.keys()).extracting(ExpectedMusig::inputIndex).containsExactly(0, 1);
        assertThat(two.musig.keys().get(1).places()).containsExactlyInAnyOrderElementsOf(two.places(1));
        assertThat(two.musig.places()).hasSize(4).containsAll(two.places(0)).containsAll(two.places(1));
        assertThat(two.musig.otherPaths()).isEmpty();
    }

    @Test
    void missesNoncesOfTheSameKeyOnly() {
        MusigPlace first = two.places(1).get(0);
        MusigPlace second = two.places(1).get(1);
        MusigPlace nowhere = new MusigPlace(2, first.slot());

        assertThat(two.musig.missing(first, Map.of())).containsExactlyInAnyOrder(first, second);
        assertThat(two.musig.missing(first, Map.of(first, "a nonce"))).containsExactly(second);
        assertThat(two.musig.missing(nowhere, Map.of())).isEmpty();
    }

    @Test
    void findsAnAggregateKeyOnItsOwnInput() {
        Bytes first = two.internalKey(0);
        Bytes second = two.internalKey(1);

        assertThat(two.musig.find(0, first)).contains(two.musig.keys().get(0));
        assertThat(two.musig.find(1, second)).contains(two.musig.keys().get(1));
        assertThat(two.musig.find(1, first)).isEmpty();
        assertThat(two.musig.find(0, second)).isEmpty();
    }

    /** A signature of it may be handed in, whoever made it: it is known whose it is. */
    @Test
    void findsAnAggregateKeyOfAnotherPath() {
        Story story = Story.ofLeaf();

        assertThat(story.musig.keys()).isEmpty();
        assertThat(story.musig.find(0, story.internalKey(0)))
                .map(ExpectedMusig::places)
                .hasValueSatisfying(places -> assertThat(places).containsExactlyInAnyOrderElementsOf(story.places(0)));
    }

    @Test
    void isWholeWithTheNoncesOfEveryKey() {
        byte[] all = two.giveNonces();
        MusigFields fields = two.read(all);

        assertThat(fields.nonces())
                .extracting(OfferedNonce::place, OfferedNonce::keyPosition)
                .contains(tuple(two.places(0).get(0), 0), tuple(two.places(0).get(1), 1));
        assertThat(MusigRounds.of(two.musig, two.nonces(all)).isWhole()).isTrue();
        assertThat(MusigRounds.of(two.musig, two.nonces(two.onFirstInputOnly(all)))
                        .isWhole())
                .isFalse();
        assertThat(MusigRounds.of(two.musig, Map.of()).isWhole()).isFalse();
    }

    @Test
    void judgesEachPartialSignatureInTheRoundOfItsKey() {
        byte[] signed = two.sign(two.giveNonces());
        List<OfferedPartialSignature> right = two.read(signed).partials();
        MusigRounds rounds = MusigRounds.of(two.musig, two.nonces(signed));
        PublicKey first = two.proposal.devices().get(0).publicKey();
        OfferedPartialSignature ofSecondInput =
                two.partial(signed, two.places(1).get(0));
        OfferedPartialSignature misplaced =
                new OfferedPartialSignature(two.places(0).get(0), 0, ofSecondInput.partial());

        assertThat(right).hasSize(4);
        assertThat(right)
                .extracting(OfferedPartialSignature::place, OfferedPartialSignature::keyPosition)
                .contains(tuple(two.places(1).get(0), 0), tuple(two.places(1).get(1), 1));
        assertThat(rounds.wrong(right)).isEmpty();
        assertThat(rounds.wrong(List.of(ofSecondInput, misplaced)))
                .extracting(Violation::inputIndex, Violation::key, Violation::reason)
                .containsExactly(tuple(0, first.bytes(), ViolationReason.SIGNATURE_INVALID));
    }

    @Test
    void makesTheSignaturesOfThoseKeysThatAllHaveSignedFor() {
        byte[] nonces = two.giveNonces();
        byte[] signed = two.sign(two.onFirstInputOnly(nonces));
        MusigRounds rounds = MusigRounds.of(two.musig, two.nonces(nonces));
        ExpectedMusig key = two.musig.keys().get(0);

        List<AggregateSignature> made = rounds.aggregate(two.partials(signed));

        assertThat(made)
                .extracting(
                        AggregateSignature::inputIndex,
                        signature -> signature.key().bytes())
                .containsExactly(tuple(0, two.internalKey(0)));
        assertThat(MusigSigner.isSignature(
                        made.get(0).signature().bytes(),
                        key.sighash(),
                        key.key().publicKey()))
                .isTrue();
        Map<MusigPlace, MusigPartialSignature> half = two.partials(signed);
        half.remove(two.places(0).get(1));
        assertThat(rounds.aggregate(half)).isEmpty();
    }

    @Test
    void refusesPartialSignaturesOfAKeyWithoutItsRound() {
        byte[] nonces = two.giveNonces();
        byte[] signed = two.sign(nonces);
        MusigRounds first = MusigRounds.of(two.musig, two.nonces(two.onFirstInputOnly(nonces)));

        assertThat(first.wrong(List.of(two.partial(signed, two.places(0).get(0)))))
                .isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> first.wrong(two.read(signed).partials()));
        assertThatIllegalArgumentException().isThrownBy(() -> first.aggregate(two.partials(signed)));
    }

    @Test
    void tellsWhoseTheFieldsForAnotherPathAre() {
        Story story = Story.ofLeaf();
        byte[] signed = story.sign(story.giveNonces());
        MusigPlace first = story.places(0).get(0);
        MusigPlace second = story.places(0).get(1);

        MusigFields fields = story.read(signed);

        assertThat(fields.ignored())
                .containsExactlyInAnyOrder(
                        new IgnoredField(first, 0, false),
                        new IgnoredField(second, 1, false),
                        new IgnoredField(first, 0, true),
                        new IgnoredField(second, 1, true));
        assertThat(fields.hasAnyForThePath()).isFalse();
        assertThat(fields.offered()).isEqualTo(4);
        assertThat(fields.missed())
                .extracting(Violation::inputIndex, Violation::key, Violation::reason)
                .hasSize(4)
                .contains(tuple(0, second.slot().participant(), ViolationReason.WRONG_SPEND_PATH));
    }

    @Test
    void saysNothingOfOtherPathsWhereSomethingIsForThisOne() {
        Story story = new Story(MusigProposal.of(Story.twoOfWhichOneAlone(), Story.signers(), 1, "key"));
        byte[] nonces = story.giveNonces();
        byte[] partialsAlone = PsbtWriter.write(story.frozen.withInputs(List.of(withPartialsOf(
                        story.read(story.sign(nonces)), story.frozen.inputs().get(0)))))
                .toArray();

        assertThat(story.read(nonces).hasAnyForThePath()).isTrue();
        assertThat(story.read(nonces).missed()).isEmpty();
        assertThat(story.read(partialsAlone).hasAnyForThePath()).isTrue();
        assertThat(story.read(partialsAlone).offered()).isEqualTo(2);
        assertThat(story.read(PsbtWriter.write(story.frozen).toArray()).hasAnyForThePath())
                .isFalse();
    }

    /** Of no use to a wallet without aggregate keys, like all else that an upload may hold. */
    @Test
    void readsNothingForASpendWithoutAggregateKeys() {
        MusigFields fields = MusigFields.read(MusigSpend.NONE, PsbtReader.read(Bytes.of(two.giveNonces())));

        assertThat(fields.offered()).isZero();
        assertThat(fields.violations()).isEmpty();
    }

    /** The participant of an aggregate that is none of this input's, and someone whom the wallet does not know. */
    @Test
    void tellsParticipantsOfTheWalletFromStrangers() {
        MusigSlot ofFirst = two.places(0).get(0).slot();
        Bytes someone = two.places(1).get(0).slot().aggregateKey();
        MusigSlot stranger = new MusigSlot(someone, ofFirst.aggregateKey(), null);
        Bytes nonce = someone.plus(someone);
        PsbtInput second = two.frozen
                .inputs()
                .get(1)
                .withMusigPublicNonce(new MusigPublicNonce(ofFirst, nonce))
                .withMusigPublicNonce(new MusigPublicNonce(stranger, nonce));
        Psbt upload = two.frozen.withInputs(List.of(two.frozen.inputs().get(0), second));

        assertThat(MusigFields.read(two.musig, upload).violations())
                .extracting(Violation::inputIndex, Violation::key, Violation::reason)
                .containsExactlyInAnyOrder(
                        tuple(1, ofFirst.participant(), ViolationReason.KEY_NOT_FOR_INPUT),
                        tuple(1, someone, ViolationReason.KEY_NOT_IN_WALLET));
    }

    @Test
    void hasNoAggregateKeysBehindAHash() {
        Descriptor wallet = Descriptor.parse(
                "wsh(sortedmulti(1,%s/<0;1>/*,%s/<0;1>/*))"
                        .formatted(
                                Story.signers().get(0).keyText(),
                                Story.signers().get(1).keyText()),
                Network.REGTEST);

        ExpectedSpend spend = SpendExpectation.of(
                MusigProposal.of(wallet, Story.signers(), 1, "main").facts(), wallet);

        assertThat(spend.musig()).isSameAs(MusigSpend.NONE);
    }

    private static PsbtInput withPartialsOf(MusigFields fields, PsbtInput input) {
        PsbtInput filled = input;
        for (OfferedPartialSignature offered : fields.partials()) {
            filled = filled.withMusigPartialSignature(new io.countersign.crypto.psbt.MusigPartialSignature(
                    offered.place().slot(), offered.partial().scalar()));
        }
        return filled;
    }

    /** A spend and the PSBT that devices get for it. */
    private static final class Story {

        private final MusigProposal proposal;
        private final MusigSpend musig;
        private final Psbt frozen;

        Story(MusigProposal proposal) {
            this.proposal = proposal;
            this.musig =
                    SpendExpectation.of(proposal.facts(), proposal.descriptor()).musig();
            this.frozen = FrozenPsbt.of(
                    proposal.facts(),
                    proposal.descriptor(),
                    Map.of(proposal.funding().txid(), proposal.funding()));
        }

        /** Two cosigners' key path, and the leaf of one of them, by which the coin is spent. */
        static Story ofLeaf() {
            return new Story(MusigProposal.of(twoOfWhichOneAlone(), signers(), 1, "branch-1"));
        }

        static Descriptor twoOfWhichOneAlone() {
            return Descriptor.parse(
                    "tr(musig(%1$s,%2$s)/<0;1>/*,pk(%2$s/<0;1>/*))"
                            .formatted(
                                    signers().get(0).keyText(), signers().get(1).keyText()),
                    Network.REGTEST);
        }

        static List<Signer> signers() {
            return IntStream.rangeClosed(1, 2)
                    .mapToObj(number -> Signer.of(number, "48h/1h/0h/2h"))
                    .toList();
        }

        /** Of the devices in their order, on the key path. */
        List<MusigPlace> places(int input) {
            return proposal.devices().stream()
                    .map(device -> new MusigPlace(input, slot(device, input)))
                    .toList();
        }

        Bytes internalKey(int input) {
            return frozen.inputs().get(input).tapInternalKey().orElseThrow().bytes();
        }

        byte[] giveNonces() {
            byte[] psbt = PsbtWriter.write(frozen).toArray();
            for (MusigDevice device : proposal.devices()) {
                psbt = device.giveNonces(psbt);
            }
            return psbt;
        }

        byte[] sign(byte[] nonces) {
            byte[] psbt = nonces;
            for (MusigDevice device : proposal.devices()) {
                psbt = device.sign(psbt);
            }
            return psbt;
        }

        byte[] onFirstInputOnly(byte[] filled) {
            PsbtInput first = PsbtReader.read(Bytes.of(filled)).inputs().get(0);
            return PsbtWriter.write(
                            frozen.withInputs(List.of(first, frozen.inputs().get(1))))
                    .toArray();
        }

        MusigFields read(byte[] psbt) {
            return MusigFields.read(musig, PsbtReader.read(Bytes.of(psbt)));
        }

        Map<MusigPlace, MusigNonce> nonces(byte[] psbt) {
            return read(psbt).nonces().stream().collect(Collectors.toMap(OfferedNonce::place, OfferedNonce::nonce));
        }

        Map<MusigPlace, MusigPartialSignature> partials(byte[] psbt) {
            return read(psbt).partials().stream()
                    .collect(Collectors.toMap(OfferedPartialSignature::place, OfferedPartialSignature::partial));
        }

        OfferedPartialSignature partial(byte[] psbt, MusigPlace place) {
            return read(psbt).partials().stream()
                    .collect(Collectors.toMap(OfferedPartialSignature::place, Function.identity()))
                    .get(place);
        }

        private MusigSlot slot(MusigDevice device, int input) {
            return device.slot(frozen, input);
        }
    }
}
