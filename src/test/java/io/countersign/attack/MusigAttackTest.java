package io.countersign.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.psbt.MusigPartialSignature;
import io.countersign.crypto.psbt.MusigPublicNonce;
import io.countersign.crypto.psbt.MusigSlot;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtWriter;
import io.countersign.testing.Account;
import io.countersign.testing.Accounts;
import io.countersign.testing.Api;
import io.countersign.testing.Ceremony;
import io.countersign.testing.MusigDevice;
import io.countersign.testing.MusigWallet;
import io.countersign.testing.Reply;
import io.countersign.testing.SessionRows;
import io.countersign.testing.Signer;
import io.countersign.testing.Spend;
import io.countersign.testing.TestProposal;
import io.countersign.testing.TestWallet;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Threat B16: nonces that come again or are another's, partial signatures of another session, and games about who is to blame. */
@QuarkusTest
class MusigAttackTest {

    private static MusigWallet shared;

    private final MusigWallet wallet = pair();

    /** A nonce for a second message gives the private key away: it is refused, and everybody is told of the key. */
    @Test
    void takesNoNonceForASecondProposal() {
        MusigWallet own = MusigWallet.ofKeys(Signer.of(61, "87h/1h/0h"), Signer.of(62, "87h/1h/0h"));
        TestProposal first = own.proposed(1);
        byte[] given = own.devices().get(0).giveNonces(first.psbt());
        first.contribute(own.api(0), given).expect(201);
        TestProposal second = own.proposed(1);
        byte[] again =
                MusigWallet.withNonceOf(given, second.psbt(), own.devices().get(0));
        String etag = second.get().etag();

        second.contribute(own.api(0), again)
                .refusedSignature(0, own.devices().get(0).publicKey().toHex(), "nonce_reused");

        assertThat(second.get().etag()).isEqualTo(etag);
        assertThat(stateOfKey(own, 0)).isEqualTo("compromised");
        assertThat(stateOfKey(own, 1)).isEqualTo("confirmed");
        assertThat(own.wallet().events().stream()
                        .filter(event -> event.get("type").asText().equals("key.compromised"))
                        .map(event -> event.get("keyId").asText()))
                .containsExactly(own.wallet().seat(0).keyId());
        // Once said, it is not said again.
        second.contribute(own.api(0), again).expect(422);
        assertThat(own.wallet().events().stream()
                        .filter(event -> event.get("type").asText().equals("key.compromised")))
                .hasSize(1);
    }

    /** Not even one half of it, nor the negative of that. */
    @Test
    void takesNoPointOfANonceAgain() {
        MusigWallet own = MusigWallet.of(2);
        MusigDevice device = own.devices().get(0);
        TestProposal first = own.proposed(1);
        byte[] given = device.giveNonces(first.psbt());
        first.contribute(own.api(0), given).expect(201);
        Bytes old = MusigWallet.read(given)
                .inputs()
                .get(0)
                .musigPublicNonces()
                .get(0)
                .nonce();
        TestProposal second = own.proposed(1);
        MusigSlot slot = device.slot(MusigWallet.read(second.psbt()), 0);
        Bytes fresh = MusigWallet.read(device.giveNonces(second.psbt()))
                .inputs()
                .get(0)
                .musigPublicNonces()
                .get(0)
                .nonce();
        Bytes negative = Bytes.ofHex(old.at(0) == 2 ? "03" : "02").plus(old.slice(1, 33));

        second.contribute(own.api(0), with(second, slot, negative.plus(fresh.sliceFrom(33))))
                .refusedSignature(0, device.publicKey().toHex(), "nonce_reused");
        second.attempt(() -> second.contribute(
                        own.api(0), with(second, slot, fresh.slice(0, 33).plus(fresh.slice(0, 33)))))
                .refusedSignature(0, device.publicKey().toHex(), "nonce_reused");
    }

    /** Who gives another's point as their own could cancel it, or make them look guilty. */
    @Test
    void takesNoNonceOfAnotherAsOnesOwn() {
        TestProposal proposal = wallet.proposed(1);
        wallet.giveNonces(proposal, 0).expect(201);
        Bytes theirs = MusigWallet.read(proposal.psbt())
                .inputs()
                .get(0)
                .musigPublicNonces()
                .get(0)
                .nonce();

        proposal.attempt(() -> proposal.contribute(wallet.api(1), with(proposal, slot(proposal, 1), theirs)))
                .refusedSignature(0, device(1).publicKey().toHex(), "nonce_reused");
    }

    @Test
    void takesANonceFromItsMakersAccountAlone() {
        TestProposal proposal = wallet.proposed(1);
        byte[] ofTheFirst = device(0).giveNonces(proposal.psbt());

        proposal.attempt(() -> proposal.contribute(wallet.api(1), ofTheFirst)).refused(403, "nonce-of-another");
        proposal.contribute(wallet.api(0), ofTheFirst).expect(201);
        // What is relayed is no longer new, whoever brings it.
        assertThat(proposal.contribute(wallet.api(1), ofTheFirst)
                        .expect(200)
                        .json()
                        .get("alreadyKnown")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void replacesNoNonce() {
        TestProposal proposal = wallet.proposed(1);
        wallet.giveNonces(proposal, 0).expect(201);
        byte[] another = device(0).giveNonces(proposal.psbt());

        proposal.attempt(() -> proposal.contribute(wallet.api(0), another)).refused(409, "signing-session-changed");
    }

    /** A relay that swaps a nonce on the way back would turn its maker's partial signature false. */
    @Test
    void takesNoFileWithANonceThatWasSwapped() {
        TestProposal proposal = wallet.proposed(1);
        wallet.giveAllNonces(proposal);
        byte[] signed = device(1).sign(proposal.psbt());
        Bytes other = MusigWallet.read(device(0).giveNonces(wallet.proposed(1).psbt()))
                .inputs()
                .get(0)
                .musigPublicNonces()
                .get(0)
                .nonce();
        MusigSlot slot = slot(proposal, 0);
        byte[] swapped =
                MusigWallet.changed(signed, input -> input.withMusigPublicNonce(new MusigPublicNonce(slot, other)));

        proposal.attempt(() -> proposal.contribute(wallet.api(1), swapped)).refused(409, "signing-session-changed");
        proposal.contribute(wallet.api(1), signed).expect(201);
    }

    @Test
    void namesWhoSignedWrong() {
        TestProposal proposal = wallet.proposed(1);
        wallet.giveAllNonces(proposal);
        byte[] signed = device(1).sign(proposal.psbt());
        byte[] wrong = MusigWallet.changed(signed, MusigAttackTest::withOneWrongBit);

        proposal.attempt(() -> proposal.contribute(wallet.api(1), wrong))
                .refusedSignature(0, device(1).publicKey().toHex(), "signature_invalid");
        // The honest one still counts, whoever carries it in.
        proposal.contribute(wallet.api(0), signed).expect(201);
        assertThat(wallet.states(proposal)).containsExactly("nonce_given", "signed");
    }

    @Test
    void takesNoPartialSignatureUnderAnothersName() {
        TestProposal proposal = wallet.proposed(1);
        wallet.giveAllNonces(proposal);
        Psbt signed = MusigWallet.read(device(1).sign(proposal.psbt()));
        MusigPartialSignature partial =
                signed.inputs().get(0).musigPartialSignatures().get(0);
        byte[] renamed = MusigWallet.changed(
                proposal.psbt(),
                input -> input.withMusigPartialSignature(
                        new MusigPartialSignature(slot(proposal, 0), partial.signature())));

        proposal.attempt(() -> proposal.contribute(wallet.api(1), renamed))
                .refusedSignature(0, device(0).publicKey().toHex(), "signature_invalid");
    }

    @Test
    void takesNoPartialSignatureBeforeAllNoncesAreThere() {
        TestProposal proposal = wallet.proposed(1);
        byte[] early = MusigWallet.changed(
                proposal.psbt(),
                input -> input.withMusigPartialSignature(new MusigPartialSignature(
                        slot(proposal, 0), io.countersign.crypto.bytes.Bytes32.ofHex("01".repeat(32)))));

        proposal.attempt(() -> proposal.contribute(wallet.api(0), early)).refused(409, "nonces-missing");
    }

    @Test
    void takesNothingOfASessionThatIsOver() {
        TestProposal proposal = wallet.proposed(1);
        String before = proposal.get().get("signingSession");
        wallet.giveAllNonces(proposal);
        byte[] nonces = proposal.psbt();
        byte[] signed = device(1).sign(nonces);
        wallet.restart(proposal, 0).expect(201);
        String now = proposal.get().get("signingSession");

        proposal.attempt(() -> proposal.contribute(wallet.api(1), signed)).refused(409, "signing-session-changed");
        byte[] partialAlone = MusigWallet.changed(
                proposal.psbt(),
                input -> input.withMusigPartialSignature(MusigWallet.read(signed)
                        .inputs()
                        .get(0)
                        .musigPartialSignatures()
                        .get(0)));
        proposal.attempt(() -> proposal.contribute(wallet.api(1), partialAlone)).refused(409, "nonces-missing");
        // The old nonce as a new one: it served once.
        byte[] own = with(
                proposal,
                slot(proposal, 1),
                MusigWallet.read(nonces).inputs().get(0).musigPublicNonces().stream()
                        .filter(field -> field.slot().equals(slot(proposal, 1)))
                        .findFirst()
                        .orElseThrow()
                        .nonce());
        proposal.attempt(() -> proposal.contribute(wallet.api(1), own))
                .refusedSignature(0, device(1).publicKey().toHex(), "nonce_reused");

        byte[] fresh = device(1).giveNonces(proposal.psbt());
        proposal.attempt(() ->
                        wallet.api(1).post(proposal.path("/contributions?signingSession=" + before), Api.OCTETS, fresh))
                .refused(409, "signing-session-changed");
        wallet.api(1)
                .post(proposal.path("/contributions?signingSession=" + now), Api.OCTETS, fresh)
                .expect(201);
    }

    /** Fields of the same keys for a coin of another wallet, and of nobody that is known. */
    @Test
    void takesNoFieldsThatAreForNothingHere() {
        TestProposal proposal = wallet.proposed(1);
        MusigSlot own = slot(proposal, 0);
        Bytes generator = Bytes.ofHex("0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798");
        Bytes nonce = MusigWallet.read(device(0).giveNonces(proposal.psbt()))
                .inputs()
                .get(0)
                .musigPublicNonces()
                .get(0)
                .nonce();

        proposal.attempt(() -> proposal.contribute(
                        wallet.api(0), with(proposal, new MusigSlot(own.participant(), generator, null), nonce)))
                .refusedSignature(0, own.participant().toHex(), "key_not_for_input");
        proposal.attempt(() -> proposal.contribute(
                        wallet.api(0), with(proposal, new MusigSlot(generator, own.aggregateKey(), null), nonce)))
                .refusedSignature(0, generator.toHex(), "key_not_in_wallet");
        proposal.attempt(() -> proposal.contribute(wallet.api(0), with(proposal, own, Bytes.ofHex("04".repeat(66)))))
                .refusedSignature(0, own.participant().toHex(), "signature_encoding");
    }

    /** A restored database has forgotten nonces that were given since: all sessions of before are void. */
    @Test
    void takesNothingOfASessionFromBeforeARestore() {
        TestProposal proposal = wallet.proposed(1);
        wallet.giveAllNonces(proposal);
        byte[] signed = device(1).sign(proposal.psbt());
        String before = proposal.get().get("signingSession");
        SessionRows.moveToAnEarlierEpoch(proposal.id());

        String after = proposal.get().get("signingSession");

        assertThat(after).isNotEqualTo(before).endsWith("-2");
        assertThat(wallet.states(proposal)).containsExactly("pending", "pending");
        proposal.attempt(() -> proposal.contribute(wallet.api(1), signed)).refused(409, "signing-session-changed");
        wallet.giveAllNonces(proposal);
        wallet.sign(proposal, 0).expect(201);
        wallet.sign(proposal, 1).expect(201);
        proposal.await("broadcast");
    }

    @Test
    void letsNobodyBeginSessionsForEver() {
        TestProposal proposal = wallet.proposed(1);
        for (int i = 0; i < 5; i++) {
            wallet.restart(proposal, i % 2).expect(201);
        }

        Reply refused = proposal.attempt(() -> wallet.restart(proposal, 0)).refused(429, "too-many-signing-sessions");

        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(3_000, 3_601);
        assertThat(proposal.get().get("signingSession")).endsWith("-6");
    }

    @Test
    void letsCosignersAloneBeginSessions() {
        TestProposal proposal = wallet.proposed(1);
        Account proposer = Accounts.of("Musig proposer");
        Account owner = wallet.wallet().owner();
        proposer.accept(owner.invite(Map.of("walletId", wallet.wallet().id(), "role", "proposer")));

        begin(proposer.api(), proposal).refused(403, "forbidden");
        begin(Accounts.of("Musig stranger").api(), proposal).refused(404, "not-found");
        begin(Api.here(), proposal).refused(401, "unauthenticated");
        assertThat(proposal.get().get("signingSession")).endsWith("-1");
    }

    @Test
    void hasNoSessionsWhereEachSignsSingly() {
        TestWallet plain = TestWallet.twoOfThree();
        TestProposal proposal = Spend.of(plain, plain.fund(100_000)).proposed();

        assertThat(proposal.get().json().get("signingSession").isNull()).isTrue();
        begin(plain.owning(), proposal).refused(409, "no-signing-session");
        plain.owning()
                .post(
                        proposal.path("/contributions?signingSession=1-1"),
                        Api.OCTETS,
                        proposal.spend().signedBy(0).bytes())
                .refused(409, "signing-session-changed");
    }

    @Test
    void beginsNoSessionOfADecidedProposal() {
        TestProposal proposal = wallet.proposed(1);
        wallet.wallet().owning().delete(proposal.path("")).expect(200);

        begin(wallet.api(0), proposal).refused(409, "proposal-not-collecting");
    }

    @Test
    void demandsAllCosignersOfTheAggregateKey() {
        Ceremony.made(Accounts.of("Musig cosigner 1").api(), Map.of("script", "tr_musig", "threshold", 1, "total", 2))
                .refused(422, "policy-impossible");
    }

    private static String stateOfKey(MusigWallet of, int seat) {
        String keyId = of.wallet().seat(seat).keyId();
        return of.wallet()
                .owning()
                .get(of.wallet().path("/keys/" + keyId))
                .expect(200)
                .get("state");
    }

    private static Reply begin(Api api, TestProposal proposal) {
        return api.send("POST", proposal.path("/signing-sessions"), new byte[0], "Idempotency-Key", "begin");
    }

    private MusigDevice device(int seat) {
        return wallet.devices().get(seat);
    }

    private MusigSlot slot(TestProposal proposal, int seat) {
        return device(seat).slot(MusigWallet.read(proposal.psbt()), 0);
    }

    private static byte[] with(TestProposal proposal, MusigSlot slot, Bytes nonce) {
        Psbt psbt = MusigWallet.read(proposal.psbt());
        PsbtInput input = psbt.inputs().get(0).withMusigPublicNonce(new MusigPublicNonce(slot, nonce));
        return PsbtWriter.write(psbt.withInputs(java.util.List.of(input))).toArray();
    }

    private static PsbtInput withOneWrongBit(PsbtInput input) {
        MusigPartialSignature right = input.musigPartialSignatures().get(0);
        byte[] bytes = right.signature().toArray();
        bytes[31] ^= 1;
        return input.withMusigPartialSignature(
                new MusigPartialSignature(right.slot(), io.countersign.crypto.bytes.Bytes32.of(bytes)));
    }

    private static synchronized MusigWallet pair() {
        if (shared == null) {
            shared = MusigWallet.of(2);
        }
        return shared;
    }
}
