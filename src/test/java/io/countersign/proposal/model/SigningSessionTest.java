package io.countersign.proposal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.MusigNonce;
import io.countersign.crypto.ec.MusigPartialSignature;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.verify.Violation;
import io.countersign.crypto.verify.ViolationReason;
import io.countersign.kernel.Change;
import io.countersign.kernel.EventType;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.ProposalId;
import io.countersign.kernel.Refusal;
import io.countersign.testing.MusigProposal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Threat B16: nonces that come again, and whose they are. */
class SigningSessionTest {

    private static final Instant NOW = MusigProposal.NOW;
    private static final MusigProposal SPEND = MusigProposal.of(2, 2);
    private static final ProposalFacts FACTS = facts();
    private static final List<MusigSeat> SEATS = FACTS.musigSeats();
    private static final KeyId FIRST = SEATS.get(0).keyId();
    private static final Function<Collected, Transaction> ASSEMBLE = collected -> FACTS.unsigned();

    /** G to 8G (any table of multiples of the generator), and -G. */
    private static final List<PublicKey> POINTS = List.of(
                    "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
                    "02c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5",
                    "02f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9",
                    "02e493dbf1c10d80f3581e4904930b1404cc6c13900ee0758474fa94abe8c4cd13",
                    "022f8bde4d1a07209355b4a7250a5c5128e88b84bddc619ab7cba8d569b240efe4",
                    "03fff97bd5755eeea420453a14355235d382f6472f8568a18b2f057a1460297556",
                    "025cbdf0646e5db4eaa398f365f2ea7a0e3d419b7e0330e39ce92bddedcac4f9bc",
                    "022f01e5e15cca351daff3843fb70f3c2f0a1bdd05e5af888a67784ef3e10a2a01",
                    "0379be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798")
            .stream()
            .map(PublicKey::ofHex)
            .toList();

    @Nested
    class OfAProposal {

        @Test
        void beginsWithTheProposalAndIsNamedByEpochAndNumber() {
            Proposal proposal = collecting();

            assertThat(proposal.session()).map(SigningSession::id).contains("3-1");
            assertThat(proposal.signers()).extracting(SignerProgress::state).containsOnly("pending");
        }

        @Test
        void tellsWhoHasGivenAllNonces() {
            Change<Proposal> half = give(collecting(), nonce(0, 0));
            Change<Proposal> whole = give(half.next(), nonce(2, 2));

            assertThat(SEATS.get(2).keyId()).isEqualTo(FIRST);
            assertThat(half.next().signers()).extracting(SignerProgress::state).containsOnly("pending");
            assertThat(whole.next().signers())
                    .extracting(SignerProgress::state)
                    .containsExactlyInAnyOrder("nonce_given", "pending");
            assertThat(whole.events())
                    .extracting(event -> event.type())
                    .containsExactly(EventType.PROPOSAL_NONCE_GIVEN);
            assertThat(whole.next().signaturesCollected()).isZero();
            assertThat(whole.next().version()).isEqualTo(half.next().version() + 1);
        }

        @Test
        void changesNothingWhenANonceComesTwice() {
            Proposal given = give(collecting(), nonce(0, 0)).next();

            assertThat(give(given, nonce(0, 0)).isNone()).isTrue();
        }

        @Test
        void neverReplacesANonce() {
            Proposal given = give(collecting(), nonce(0, 0)).next();

            assertRefused(() -> give(given, nonce(0, 2)), SessionRefusal.SIGNING_SESSION_CHANGED);
        }

        @Test
        void takesNothingThatWasJudgedByAnotherSession() {
            Offered other = new Offered(List.of(), List.of(nonce(0, 0)), List.of(), "3-2");

            assertRefused(() -> collecting().count(other, ASSEMBLE, NOW), SessionRefusal.SIGNING_SESSION_CHANGED);
            assertRefused(() -> collecting().requireSession("2-1"), SessionRefusal.SIGNING_SESSION_CHANGED);
        }

        @Test
        void isFinalWhenEverySeatHasItsPartialSignature() {
            Proposal proposal = whole();
            for (int seat = 0; seat < 3; seat++) {
                proposal = sign(proposal, seat).next();
                assertThat(proposal.state()).isEqualTo(ProposalState.COLLECTING);
            }

            Change<Proposal> last = sign(proposal, 3);

            assertThat(last.next().state()).isEqualTo(ProposalState.FINALIZED);
            assertThat(last.next().signers()).extracting(SignerProgress::state).containsOnly("signed");
            assertThat(last.next().signaturesCollected()).isEqualTo(2);
            assertThat(last.events())
                    .extracting(event -> event.type())
                    .containsExactly(EventType.PROPOSAL_SIGNED, EventType.PROPOSAL_FINALIZED);
        }

        @Test
        void isOverWhenACosignerBeginsAnother() {
            Proposal signed = sign(whole(), 0).next();

            Change<Proposal> again = signed.restartSession(NOW);

            SigningSession session = again.next().session().orElseThrow();
            assertThat(session.id()).isEqualTo("3-2");
            assertThat(session.nonces()).isEmpty();
            assertThat(session.partials()).isEmpty();
            assertThat(again.next().signers()).extracting(SignerProgress::state).containsOnly("pending");
            assertThat(again.events())
                    .extracting(event -> event.type())
                    .containsExactly(EventType.PROPOSAL_SESSION_STARTED);
            assertRefused(() -> give(again.next(), nonce(0, 0)), SessionRefusal.SIGNING_SESSION_CHANGED);
        }

        @Test
        void beginsAnewAtMostFiveTimesAnHour() {
            Proposal proposal = collecting();
            for (int i = 0; i < 5; i++) {
                proposal = proposal.restartSession(NOW.plusSeconds(60L * i)).next();
            }
            Proposal tired = proposal;

            assertThatThrownBy(() -> tired.restartSession(NOW.plusSeconds(300)))
                    .isInstanceOfSatisfying(Refusal.class, refusal -> {
                        assertThat(refusal.reason()).isEqualTo(SessionRefusal.TOO_MANY_SESSIONS);
                        assertThat(refusal.extensions()).containsEntry("retryAfterSeconds", 3301L);
                    });
            assertThat(tired.restartSession(NOW.plus(Duration.ofHours(1)))
                            .next()
                            .session())
                    .map(SigningSession::id)
                    .contains("3-7");
        }

        @Test
        void isNoMatterOfProposalsWithoutAggregateKeys() {
            Proposal plain = Proposal.create(SPEND.facts(), null).next();

            assertRefused(() -> plain.restartSession(NOW), SessionRefusal.NO_SIGNING_SESSION);
            assertRefused(() -> plain.requireSession("3-1"), SessionRefusal.SIGNING_SESSION_CHANGED);
        }
    }

    @Test
    void isVoidInALaterEpochOfTheDatabase() {
        SigningSession before = whole().session().orElseThrow();

        SigningSession after = before.in(4, NOW);

        assertThat(before.in(3, NOW)).isEqualTo(before);
        assertThat(after.id()).isEqualTo("4-2");
        assertThat(after.nonces()).isEmpty();
        assertThat(after.isNew()).isTrue();
    }

    @Nested
    class FreshOnes {

        @Test
        void areRefusedWhereAPointWasTakenForAnything() {
            FreshNonces fresh = fresh(nonce(0, 0));

            assertThat(fresh.points()).containsExactly(x(0), x(1));
            assertThat(fresh.reused(List.of(taken(1, SPEND.facts().id(), 1, FIRST))))
                    .extracting(Violation::reason, Violation::inputIndex)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(ViolationReason.NONCE_REUSED, 0));
            assertThat(fresh.reused(List.of())).isEmpty();
        }

        @Test
        void areRefusedWhereOneFileHasAPointTwiceOrItsNegative() {
            assertThat(fresh(new GivenNonce(SEATS.get(0), new MusigNonce(POINTS.get(0), POINTS.get(0)), NOW, null))
                            .reused(List.of()))
                    .hasSize(1);
            assertThat(fresh(nonce(0, 0), nonce(1, 0)).reused(List.of())).hasSize(2);
            assertThat(fresh(
                                    nonce(0, 0),
                                    new GivenNonce(
                                            SEATS.get(1), new MusigNonce(POINTS.get(8), POINTS.get(2)), NOW, null))
                            .reused(List.of()))
                    .hasSize(2);
        }

        @Test
        void exposeTheKeyWhereItsOwnNonceComesForAnotherMessage() {
            ProposalId other = new ProposalId(new UUID(9, 9));
            KeyId stranger = new KeyId(new UUID(2, 7));

            assertThat(fresh(nonce(0, 0)).exposed(List.of(taken(0, other, 0, FIRST))))
                    .containsExactly(FIRST);
            assertThat(fresh(nonce(0, 0)).exposed(List.of(taken(0, FACTS.id(), 1, FIRST))))
                    .containsExactly(FIRST);
            assertThat(fresh(nonce(0, 0)).exposed(List.of(taken(0, FACTS.id(), 0, FIRST))))
                    .isEmpty();
            assertThat(fresh(nonce(0, 0)).exposed(List.of(taken(0, other, 0, stranger))))
                    .isEmpty();
        }

        /** Two uploads of one file at once: the other one was first. */
        @Test
        void mayHaveBeenTakenAtTheirOwnSeatInTheMeantime() {
            List<TakenPoint> own = List.of(new TakenPoint(x(0), FACTS.id(), 1, 0, 0, FIRST));
            List<TakenPoint> atAnotherSeat = List.of(new TakenPoint(x(0), FACTS.id(), 1, 2, 1, FIRST));
            List<TakenPoint> before = List.of(new TakenPoint(x(0), FACTS.id(), 0, 0, 0, FIRST));

            assertThat(fresh(nonce(0, 0)).elsewhere(own)).isEmpty();
            assertThat(fresh(nonce(0, 0)).elsewhere(atAnotherSeat)).isEqualTo(atAnotherSeat);
            assertThat(fresh(nonce(0, 0)).elsewhere(before)).isEqualTo(before);
        }

        @Test
        void comeFromTheirMakersAlone() {
            FreshNonces fresh = fresh(nonce(0, 0));

            fresh.requireHeld(Set.of(FIRST));
            assertRefused(() -> fresh.requireHeld(Set.of()), SessionRefusal.NONCE_OF_ANOTHER);
        }

        @Test
        void tellAnOldFileFromANonceThatIsOfferedAgain() {
            FreshNonces fresh = fresh(nonce(0, 0));
            List<TakenPoint> ofAnEarlierSession = List.of(taken(0, FACTS.id(), 0, FIRST));

            fresh.requireThisSession(ofAnEarlierSession, Set.of(FIRST), false);
            fresh.requireThisSession(List.of(), Set.of(), true);
            assertRefused(
                    () -> fresh.requireThisSession(ofAnEarlierSession, Set.of(FIRST), true),
                    SessionRefusal.SIGNING_SESSION_CHANGED);
            assertRefused(
                    () -> fresh.requireThisSession(ofAnEarlierSession, Set.of(), false),
                    SessionRefusal.SIGNING_SESSION_CHANGED);
        }
    }

    private static FreshNonces fresh(GivenNonce... nonces) {
        return new FreshNonces(collecting(), List.of(nonces));
    }

    private static TakenPoint taken(int point, ProposalId proposal, int input, KeyId key) {
        return new TakenPoint(x(point), proposal, 0, 2 * input, input, key);
    }

    private static Bytes32 x(int point) {
        return POINTS.get(point).xOnly().x();
    }

    /** A nonce of the points at {@code point} and behind it. */
    private static GivenNonce nonce(int seat, int point) {
        return new GivenNonce(SEATS.get(seat), new MusigNonce(POINTS.get(point), POINTS.get(point + 1)), NOW, null);
    }

    private static Change<Proposal> give(Proposal proposal, GivenNonce nonce) {
        return proposal.count(new Offered(List.of(), List.of(nonce), List.of(), "3-1"), ASSEMBLE, NOW);
    }

    private static Change<Proposal> sign(Proposal proposal, int seat) {
        MusigPartialSignature partial = MusigPartialSignature.parse(Bytes.ofHex("%064x".formatted(seat + 1)));
        GivenPartialSignature given = new GivenPartialSignature(SEATS.get(seat), partial, NOW, null);
        return proposal.count(new Offered(List.of(), List.of(), List.of(given), "3-1"), ASSEMBLE, NOW);
    }

    /** With the nonces of all. */
    private static Proposal whole() {
        Proposal proposal = collecting();
        for (int seat = 0; seat < 4; seat++) {
            proposal = give(proposal, nonce(seat, 2 * seat)).next();
        }
        return proposal;
    }

    private static Proposal collecting() {
        return Proposal.create(FACTS, SigningSession.first(3, NOW)).next();
    }

    private static ProposalFacts facts() {
        return SPEND.facts()
                .with(
                        200,
                        MusigSeat.all(
                                SpendExpectation.of(SPEND.facts(), SPEND.descriptor())
                                        .musig(),
                                SPEND.facts().keyIds()));
    }

    private static void assertRefused(ThrowingCallable call, SessionRefusal reason) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reason())
                .isEqualTo(reason));
    }
}
