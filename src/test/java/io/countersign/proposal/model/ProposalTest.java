package io.countersign.proposal.model;

import static io.countersign.proposal.model.ProposalState.CANCELLED;
import static io.countersign.proposal.model.ProposalState.COLLECTING;
import static io.countersign.proposal.model.ProposalState.EXPIRED;
import static io.countersign.proposal.model.ProposalState.FINALIZED;
import static io.countersign.proposal.model.ProposalState.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Satoshi;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.Change;
import io.countersign.kernel.Entry;
import io.countersign.kernel.Event;
import io.countersign.kernel.EventType;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.ProposalId;
import io.countersign.kernel.Refusal;
import io.countersign.kernel.WalletId;
import io.countersign.wallet.model.SpendPath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProposalTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final Instant EXPIRY = NOW.plusSeconds(3_600);
    private static final AccountId CREATOR = new AccountId(new UUID(1, 1));
    private static final AccountId OTHER = new AccountId(new UUID(1, 2));
    private static final KeyId K1 = new KeyId(new UUID(2, 1));
    private static final KeyId K2 = new KeyId(new UUID(2, 2));
    private static final KeyId K3 = new KeyId(new UUID(2, 3));

    /** Points of secp256k1: G, 2G and 3G (SEC 2 and any table of multiples of the generator). */
    private static final List<PublicKey> POINTS = List.of(
            PublicKey.ofHex("0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"),
            PublicKey.ofHex("02c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5"),
            PublicKey.ofHex("02f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9"));

    private static final Transaction UNSIGNED = new Transaction(
            2, List.of(input(0), input(1)), List.of(new TxOutput(900, Bytes.ofHex("0014" + "00".repeat(20)))), 0);

    private static final Function<Collected, Transaction> ASSEMBLE = all -> UNSIGNED;

    @Nested
    class Collecting {

        @Test
        void countsASignatureOnceWhenItComesTwice() {
            Proposal signed =
                    collecting().count(offering(by(K1, 0)), ASSEMBLE, NOW).next();

            Change<Proposal> again = signed.count(offering(by(K1, 0)), ASSEMBLE, NOW);

            assertThat(again.isNone()).isTrue();
            assertThat(again.next()).isEqualTo(signed);
        }

        @Test
        void countsACosignerOnlyWhenEveryInputIsSigned() {
            Proposal half =
                    collecting().count(offering(by(K1, 0)), ASSEMBLE, NOW).next();
            Proposal whole = half.count(offering(by(K1, 1)), ASSEMBLE, NOW).next();

            assertThat(half.signaturesCollected()).isZero();
            assertThat(half.signers().get(0).state()).isEqualTo("pending");
            assertThat(whole.signaturesCollected()).isEqualTo(1);
            assertThat(whole.signers().get(0)).isEqualTo(new SignerProgress(K1, "signed", NOW));
        }

        @Test
        void finalizesWhenEveryInputMeetsTheThresholdByWhicheverKeys() {
            Change<Proposal> last = collecting()
                    .count(offering(by(K1, 0), by(K2, 0), by(K2, 1)), ASSEMBLE, NOW)
                    .next()
                    .count(offering(by(K3, 1)), ASSEMBLE, NOW);

            assertThat(last.next().state()).isEqualTo(FINALIZED);
            assertThat(last.next().finalTransaction()).contains(UNSIGNED);
            assertThat(types(last)).containsExactly(EventType.PROPOSAL_SIGNED, EventType.PROPOSAL_FINALIZED);
        }

        @Test
        void growsItsVersionWithEachChange() {
            Proposal proposal = collecting();

            Proposal signed = proposal.count(offering(by(K1, 0)), ASSEMBLE, NOW).next();

            assertThat(signed.version()).isEqualTo(proposal.version() + 1);
        }

        @Test
        void isRejectedWhenTooFewKeysAreLeft() {
            Proposal one = collecting().reject(Set.of(K1), OTHER, "no", NOW).next();
            Change<Proposal> two = one.reject(Set.of(K2), OTHER, null, NOW);

            assertThat(one.state()).isEqualTo(COLLECTING);
            assertThat(two.next().state()).isEqualTo(REJECTED);
            assertThat(types(two)).containsExactly(EventType.PROPOSAL_REJECTED);
        }

        @Test
        void rejectsForAllKeysOfAnAccountAtOnce() {
            Proposal rejected =
                    collecting().reject(Set.of(K1, K2), OTHER, "no", NOW).next();

            assertThat(rejected.rejections()).extracting(Rejection::keyId).containsExactly(K1, K2);
        }

        @Test
        void changesNothingWhenARejectionIsRepeated() {
            Proposal once =
                    stored(collecting().reject(Set.of(K1), OTHER, "no", NOW).next());

            assertThat(once.reject(Set.of(K1), OTHER, "again", NOW).isNone()).isTrue();
        }

        @Test
        void refusesARejectionByAnAccountWithoutAKeyLeft() {
            Proposal signed = collecting()
                    .count(offering(by(K1, 0), by(K1, 1)), ASSEMBLE, NOW)
                    .next();

            assertRefused(() -> signed.reject(Set.of(K1), OTHER, "no", NOW), ProposalRefusal.NOTHING_TO_REJECT);
            assertRefused(() -> signed.reject(Set.of(), OTHER, "no", NOW), ProposalRefusal.NOTHING_TO_REJECT);
        }

        @Test
        void countsALaterSignatureOfAKeyThatHasRejected() {
            Proposal rejected =
                    collecting().reject(Set.of(K1), OTHER, "no", NOW).next();

            Proposal signed = rejected.count(offering(by(K1, 0), by(K1, 1)), ASSEMBLE, NOW)
                    .next();

            assertThat(signed.signers().get(0).state()).isEqualTo("signed");
            assertThat(signed.reject(Set.of(K2), OTHER, "no", NOW).next().state())
                    .isEqualTo(COLLECTING);
        }

        @Test
        void isCancelledByItsCreatorAlone() {
            assertRefused(() -> collecting().cancel(OTHER, NOW), ProposalRefusal.NOT_THE_CREATOR);
            assertThat(collecting().cancel(CREATOR, NOW).next().state()).isEqualTo(CANCELLED);
        }

        @Test
        void showsThatItsTimeIsOverBeforeThatIsWrittenDown() {
            Proposal proposal = collecting();

            assertThat(proposal.stateAt(EXPIRY)).isEqualTo(EXPIRED);
            assertThat(proposal.versionAt(EXPIRY))
                    .isEqualTo(proposal.expire(EXPIRY).next().version());
            assertThat(proposal.expire(EXPIRY.minusMillis(1)).isNone()).isTrue();
        }

        @Test
        void refusesEverythingFromItsExpiryOn() {
            assertRefused(
                    () -> collecting().count(offering(by(K1, 0)), ASSEMBLE, EXPIRY), ProposalRefusal.PROPOSAL_EXPIRED);
            assertRefused(() -> collecting().reject(Set.of(K1), OTHER, null, EXPIRY), ProposalRefusal.PROPOSAL_EXPIRED);
            assertRefused(() -> collecting().cancel(CREATOR, EXPIRY), ProposalRefusal.PROPOSAL_EXPIRED);
        }

        @Test
        void keepsTheFirstAttestation() {
            Attestation first = new Attestation("key", "signature", NOW);
            Proposal attested = collecting().attest(first).next();

            assertThat(attested.attest(new Attestation("other", "other", NOW)).isNone())
                    .isTrue();
            assertThat(attested.attestation()).isEqualTo(first);
        }
    }

    @Nested
    class Decided {

        @ParameterizedTest
        @EnumSource(value = ProposalState.class, mode = EnumSource.Mode.EXCLUDE, names = "COLLECTING")
        void refusesNewSignaturesRejectionsAndCancelling(ProposalState state) {
            Proposal decided = in(state);

            ProposalRefusal expected =
                    state == EXPIRED ? ProposalRefusal.PROPOSAL_EXPIRED : ProposalRefusal.PROPOSAL_NOT_COLLECTING;
            assertRefused(() -> decided.count(offering(by(K3, 0)), ASSEMBLE, NOW), expected);
            assertRefused(() -> decided.reject(Set.of(K3), OTHER, null, NOW), expected);
            assertRefused(() -> decided.cancel(CREATOR, NOW), expected);
            assertThat(decided.expire(EXPIRY).isNone()).isTrue();
        }

        @ParameterizedTest
        @EnumSource(ProposalState.class)
        void answersKnownSignaturesInAnyState(ProposalState state) {
            assertThat(in(state).count(offering(by(K1, 0)), ASSEMBLE, NOW).isNone())
                    .isTrue();
        }
    }

    private static Proposal collecting() {
        return Proposal.create(facts(), null).next();
    }

    static Proposal in(ProposalState state) {
        return new Proposal(
                facts(), state, 5, new Collected(List.of(by(K1, 0)), null), List.of(), null, UNSIGNED, null);
    }

    private static Proposal stored(Proposal proposal) {
        Entry entry = new Entry(EventType.PROPOSAL_REJECTED, Bytes32.ofHex("00".repeat(32)), NOW);
        List<Rejection> rejections = new ArrayList<>();
        proposal.rejections()
                .forEach(rejection -> rejections.add(new Rejection(
                        rejection.keyId(), rejection.accountId(), rejection.reason(), rejection.at(), entry)));
        return new Proposal(
                proposal.facts(),
                proposal.state(),
                proposal.version(),
                proposal.collected(),
                rejections,
                null,
                null,
                null);
    }

    private static Offered offering(CountedSignature... signatures) {
        return Offered.of(List.of(signatures));
    }

    private static ProposalFacts facts() {
        List<SpentCoin> coins = UNSIGNED.outpoints().stream()
                .map(outpoint ->
                        new SpentCoin(outpoint, new TxOutput(500, Bytes.ofHex("0020" + "11".repeat(32))), 0, 1, "a"))
                .toList();
        return new ProposalFacts(
                new ProposalId(new UUID(3, 3)),
                new WalletId(new UUID(4, 4)),
                UNSIGNED,
                coins,
                List.of(new PaidOutput(UNSIGNED.outputs().get(0), "b", PaidOutput.FOREIGN, 0)),
                Satoshi.of(100),
                200,
                2,
                List.of(K1, K2, K3),
                List.of(new SpendPath.Group(2, List.of(K1, K2, K3))),
                List.of(),
                "main",
                CREATOR,
                "rent",
                EXPIRY,
                NOW);
    }

    private static CountedSignature by(KeyId key, int inputIndex) {
        PublicKey point = POINTS.get(List.of(K1, K2, K3).indexOf(key));
        Bytes32 zero = Bytes32.ofHex("00".repeat(32));
        return new CountedSignature(inputIndex, point.bytes(), key, Bytes.ofHex("30"), zero, zero, NOW, null);
    }

    private static TxInput input(int vout) {
        return TxInput.unsigned(new Outpoint(Txid.parse("ab".repeat(32)), vout), 0xfffffffdL);
    }

    static List<EventType> types(Change<Proposal> change) {
        return change.events().stream().map(Event::type).toList();
    }

    private static void assertRefused(Runnable command, ProposalRefusal reason) {
        assertThatThrownBy(command::run).isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reason())
                .isEqualTo(reason));
    }
}
