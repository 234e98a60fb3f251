package io.countersign.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.psbt.MusigPublicNonce;
import io.countersign.testing.Account;
import io.countersign.testing.Api;
import io.countersign.testing.AtOnce;
import io.countersign.testing.CarelessSigner;
import io.countersign.testing.Ceremony;
import io.countersign.testing.MusigDevice;
import io.countersign.testing.MusigWallet;
import io.countersign.testing.RawPsbt;
import io.countersign.testing.Reply;
import io.countersign.testing.Runs;
import io.countersign.testing.Signer;
import io.countersign.testing.Spend;
import io.countersign.testing.TapSigner;
import io.countersign.testing.TestProposal;
import io.countersign.testing.TestWallet;
import io.countersign.testing.TestWallet.Seat;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two right signatures with one nonce over two messages give the private key away. Whoever offers the second one is refused, and the key's
 * holder and wallets are told. Every test has keys of its own, since a key that is given away is so in all wallets.
 */
@QuarkusTest
class NonceReuseTest {

    private static final List<Account> PEOPLE = TestWallet.people("Alice", "Bob");
    private static final AtomicInteger NEXT_SEED = new AtomicInteger(70);

    private final Signer careless = Signer.of(NEXT_SEED.getAndIncrement());
    private final Signer careful = Signer.of(NEXT_SEED.getAndIncrement());

    @Test
    void refusesTheEcdsaNonceOfAnotherProposal() {
        TestWallet wallet = wallet("wsh");
        TestProposal first = proposed(wallet);
        TestProposal second = proposed(wallet);
        byte[] signed = sign("ecdsa", first);
        contribute(first, signed).expect(201);

        refused(second, sign("ecdsa", second));

        assertThat(states(wallet)).containsExactly("compromised", "confirmed");
        assertThat(compromised(wallet)).containsExactly(wallet.seat(0).keyId());
        // Once said, it is not said again; and the first signature is no reuse of itself.
        refused(second, sign("ecdsa", second));
        assertThat(compromised(wallet)).hasSize(1);
        Reply known = contribute(first, signed).expect(200);
        assertThat(known.json().get("alreadyKnown").asInt()).isEqualTo(1);
        // What is signed as it should be still counts: the coins must be moved.
        second.signBy(0).expect(201);
        second.signBy(1).expect(201);
        second.await("broadcast");
    }

    @Test
    void refusesTheSchnorrNonceOfAnotherProposal() {
        TestWallet wallet = wallet("tr_multi_a");
        TestProposal first = proposed(wallet);
        TestProposal second = proposed(wallet);
        contribute(first, sign("schnorr", first)).expect(201);

        refused(second, sign("schnorr", second));

        assertThat(states(wallet)).containsExactly("compromised", "confirmed");
        contribute(first, sign("schnorr", first)).expect(200);
    }

    /** The key is the same in both wallets, and given away in both. */
    @Test
    void refusesTheNonceOfAnotherWallet() {
        TestWallet one = wallet("wsh");
        TestWallet other = wallet("wsh");
        TestProposal first = proposed(one);
        TestProposal second = proposed(other);
        contribute(first, sign("wallets", first)).expect(201);

        refused(second, sign("wallets", second));

        assertThat(states(one)).containsExactly("compromised", "confirmed");
        assertThat(states(other)).containsExactly("compromised", "confirmed");
        assertThat(compromised(one)).containsExactly(one.seat(0).keyId());
        assertThat(compromised(other)).containsExactly(other.seat(0).keyId());
        // Who brought it to light is told where they did.
        assertThat(actorOfTheLast(other)).isEqualTo(PEOPLE.get(0).id());
        assertThat(actorOfTheLast(one)).isEqualTo("null");
    }

    /** The same transaction and key, and so the same signature: who has a wallet twice gives nothing away. */
    @Test
    void takesTheSameSignatureInBothWalletsOfOneDescriptor() {
        TestWallet one = wallet("wsh");
        TestWallet other = wallet("wsh");
        Spend spend = Spend.of(one, one.fund(200_000));
        TestProposal first = spend.proposed();
        byte[] signed = sign("twice", first);
        contribute(first, signed).expect(201);
        TestProposal second = new Spend(other, spend.coins(), spend.psbt()).proposed();

        contribute(second, signed).expect(201);

        assertThat(states(one)).containsExactly("confirmed", "confirmed");
        assertThat(states(other)).containsExactly("confirmed", "confirmed");
    }

    /** One random number, an ECDSA signature of one wallet and a Schnorr signature of the other. */
    @Test
    void refusesTheNonceOfASignatureOfAnotherKind() {
        TestWallet segwit = wallet("wsh");
        TestWallet taproot = wallet("tr_multi_a");
        TestProposal first = proposed(segwit);
        TestProposal second = proposed(taproot);
        contribute(first, sign("kinds", first)).expect(201);

        refused(second, sign("kinds", second));

        assertThat(states(taproot)).containsExactly("compromised", "confirmed");
    }

    /** Two devices with the same random numbers: who knows one of the keys knows the other. */
    @Test
    void refusesTheNonceOfAnotherKey() {
        TestWallet wallet = wallet("wsh");
        TestProposal first = proposed(wallet);
        byte[] twin = new CarelessSigner(careful, "twins").sign(first.psbt());
        contribute(first, sign("twins", first)).expect(201);

        refused(first, twin);

        assertThat(states(wallet)).containsExactly("compromised", "compromised");
    }

    @Test
    void refusesANonceThatComesTwiceInOneFile() {
        TestWallet wallet = wallet("wsh");
        TestProposal proposal =
                Spend.of(wallet, wallet.fund(200_000), wallet.fund(200_000)).proposed();

        Reply refused = contribute(proposal, sign("one file", proposal)).refused(422, "signatures-not-right");

        assertThat(refused.json().get("violations"))
                .extracting(violation -> violation.get("reason").asText())
                .containsExactly("nonce_reused", "nonce_reused");
        assertThat(states(wallet)).containsExactly("compromised", "confirmed");
        assertThat(proposal.get().json().get("signaturesCollected").asInt()).isZero();
    }

    /** Nothing of the file is stored, for whatever reason it is refused; the nonce in it is seen all the same. */
    @Test
    void seesTheNonceInAFileThatIsRefusedAnyway() {
        TestWallet wallet = wallet("wsh");
        TestProposal first = proposed(wallet);
        contribute(first, sign("anyway", first)).expect(201);
        Spend two = Spend.of(wallet, wallet.fund(200_000), wallet.fund(200_000));
        TestProposal second = two.proposed();
        byte[] signed = new CarelessSigner(careless, "anyway").sign(second.psbt(), 1);
        byte[] wrong = RawPsbt.parse(signed)
                .withSignature(1, two.publicKey(1, 1), two.signature(0, 1, 1))
                .bytes();

        Reply refused = contribute(second, wrong).refused(422, "signatures-not-right");

        assertThat(refused.json().get("violations"))
                .extracting(violation -> violation.get("reason").asText())
                .containsExactly("nonce_reused", "signature_invalid");
        assertThat(states(wallet)).containsExactly("compromised", "confirmed");
    }

    @Test
    void refusesAProposalThatBringsOne() {
        TestWallet wallet = wallet("wsh");
        TestProposal first = proposed(wallet);
        contribute(first, sign("proposal", first)).expect(201);
        TestProposal second = proposed(wallet);
        byte[] signed = sign("proposal", second);
        wallet.owning().delete(second.path("")).expect(200);

        Reply refused = wallet.owning()
                .post(
                        wallet.path("/proposals"),
                        Map.of("psbt", Base64.getEncoder().encodeToString(signed)))
                .refused(422, "signatures-not-right");

        assertThat(refused.json().at("/violations/0/reason").asText()).isEqualTo("nonce_reused");
        assertThat(states(wallet)).containsExactly("compromised", "confirmed");
    }

    /** A proposal that brings a signature takes its nonce as a contribution does. */
    @Test
    void remembersTheNonceThatAProposalBrought() {
        TestWallet wallet = wallet("wsh");
        TestProposal first = proposed(wallet);
        byte[] signed = sign("brought", first);
        wallet.owning().delete(first.path("")).expect(200);
        wallet.owning()
                .post(
                        wallet.path("/proposals"),
                        Map.of("psbt", Base64.getEncoder().encodeToString(signed)))
                .expect(201);
        TestProposal second = proposed(wallet);

        refused(second, sign("brought", second));
    }

    /** A signature for another path is left out, and its nonce is used up nevertheless. */
    @Test
    void remembersTheNonceOfASignatureThatIsLeftOut() {
        TestWallet wallet = tree();
        TestProposal first = Spend.of(wallet, wallet.fund(200_000)).proposedBy("branch-2");
        TestProposal second = Spend.of(wallet, wallet.fund(200_000)).proposedBy("branch-1");
        byte[] careful = TapSigner.sign(wallet.seat(1).signer(), first.psbt(), 0);
        byte[] both = MusigWallet.changed(
                sign("left out", first),
                input -> input.withTapScriptSignature(MusigWallet.read(careful)
                        .inputs()
                        .get(0)
                        .tapScriptSignatures()
                        .get(0)));
        assertThat(first.contribute(wallet.owning(), both).expect(201).json().get("ignored"))
                .hasSize(1);

        refused(second, sign("left out", second));

        assertThat(states(wallet)).containsExactly("compromised", "confirmed");
    }

    @Test
    void takesOneOfTwoThatComeAtOnce() {
        for (int round = 0; round < Runs.of(5, 2); round++) {
            String nonce = "at once " + round;
            TestWallet one = wallet("wsh");
            TestWallet other = round % 2 == 0 ? one : wallet("wsh");
            List<TestProposal> two = List.of(proposed(one), proposed(other));
            List<byte[]> files =
                    two.stream().map(proposal -> sign(nonce, proposal)).toList();

            List<Reply> replies = AtOnce.times(2, i -> contribute(two.get(i), files.get(i)));

            assertThat(replies).extracting(Reply::status).as(replies.toString()).containsExactlyInAnyOrder(201, 422);
            assertThat(states(one)).containsExactly("compromised", "confirmed");
            assertThat(states(other)).containsExactly("compromised", "confirmed");
        }
    }

    @Test
    void takesTheSameFileAtOnceAsOne() {
        TestWallet wallet = wallet("wsh");
        for (int round = 0; round < Runs.of(5, 2); round++) {
            TestProposal proposal = proposed(wallet);
            byte[] file = sign("same file " + round, proposal);

            List<Reply> replies = AtOnce.times(4, i -> contribute(proposal, file));

            assertThat(replies)
                    .extracting(Reply::status)
                    .as(replies.toString())
                    .containsExactlyInAnyOrder(201, 200, 200, 200);
        }
        assertThat(states(wallet)).containsExactly("confirmed", "confirmed");
    }

    /** A proof of possession is a signature as well; its key is given away in every wallet that has it. */
    @ParameterizedTest
    @ValueSource(strings = {"bip137", "bip322"})
    void refusesASignatureWithTheNonceOfAProof(String format) {
        TestWallet wallet = wallet("wsh");
        Ceremony another = ceremony();
        Reply key = another.offer(PEOPLE.get(0), careless).expect(201);
        proof(another, key, format, "of a proof").expect(200);
        TestProposal proposal = proposed(wallet);

        refused(proposal, sign("of a proof " + format, proposal));

        assertThat(states(wallet)).containsExactly("compromised", "confirmed");
        assertThat(states(another)).containsExactly("compromised");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bip137", "bip322"})
    void refusesAProofWithTheNonceOfASignature(String format) {
        TestWallet wallet = wallet("wsh");
        TestProposal proposal = proposed(wallet);
        contribute(proposal, sign("of a signature " + format, proposal)).expect(201);
        Ceremony another = ceremony();
        Reply key = another.offer(PEOPLE.get(0), careless).expect(201);

        proof(another, key, format, "of a signature").refused(422, "proof-wrong");

        assertThat(states(wallet)).containsExactly("compromised", "confirmed");
        assertThat(states(another)).containsExactly("compromised");
        assertThat(compromised(wallet)).containsExactly(wallet.seat(0).keyId());
    }

    /** There is no way back: it is neither proven nor confirmed. */
    @Test
    void takesNoMoreOfACompromisedKey() {
        Ceremony proving = ceremony();
        Reply unproven = proving.offer(PEOPLE.get(0), careless).expect(201);
        Ceremony confirming = ceremony();
        Seat seat = confirming.register(PEOPLE.get(0), careless);
        confirming.register(PEOPLE.get(1), careful);
        String shown = seat.api()
                .get("/v1/wallets/" + confirming.walletId())
                .expect(200)
                .get("firstAddress");
        TestWallet wallet = wallet("wsh");
        TestProposal first = proposed(wallet);
        contribute(first, sign("no more", first)).expect(201);
        TestProposal second = proposed(wallet);
        refused(second, sign("no more", second));

        proving.prove(PEOPLE.get(0), careless, unproven.get("id"), unproven.get("challenge"))
                .refused(409, "key-compromised");
        seat.api()
                .post(
                        "/v1/wallets/%s/keys/%s/confirmation".formatted(confirming.walletId(), seat.keyId()),
                        Map.of("firstAddress", shown))
                .refused(409, "key-compromised");
        assertThat(states(proving)).containsExactly("compromised");
        assertThat(states(confirming)).containsExactly("compromised", "proven");
    }

    private static Ceremony ceremony() {
        Ceremony ceremony = Ceremony.begin("wsh", 2, PEOPLE.get(0), 2);
        PEOPLE.forEach(ceremony::letIn);
        return ceremony;
    }

    private Reply proof(Ceremony ceremony, Reply key, String format, String nonce) {
        CarelessSigner device = new CarelessSigner(careless, nonce + " " + format);
        String challenge = key.get("challenge");
        return ceremony.prove(
                PEOPLE.get(0),
                key.get("id"),
                format,
                format.equals("bip137") ? device.signMessage(challenge) : device.signSegwitMessage(challenge));
    }

    private static List<String> states(Ceremony ceremony) {
        return states(PEOPLE.get(0).api(), ceremony.walletId());
    }

    /** The point of a MuSig2 nonce and the r of a signature, whichever comes first. */
    @Test
    void looksAcrossSignaturesAndPoints() {
        Signer signer = Signer.of(NEXT_SEED.getAndIncrement(), "87h/1h/0h");
        Signer other = Signer.of(NEXT_SEED.getAndIncrement(), "87h/1h/0h");
        MusigWallet together = MusigWallet.ofKeys(signer, other);
        TestWallet apart = TestWallet.make("wsh", 2, PEOPLE, List.of(signer, other));
        TestProposal aggregate = together.proposed(1);
        byte[] nonce = withPoint(aggregate, together.devices().get(0), "point first");
        aggregate.contribute(together.api(0), nonce).expect(201);
        TestProposal single = proposed(apart);

        refused(single, new CarelessSigner(signer, "point first").sign(single.psbt()));

        assertThat(states(apart)).containsExactly("compromised", "confirmed");
        assertThat(states(together.wallet())).containsExactly("compromised", "confirmed");
        byte[] byTheOther = new CarelessSigner(other, "point last").sign(single.psbt());
        single.contribute(apart.owning(), byTheOther).expect(201);
        byte[] late = withPoint(aggregate, together.devices().get(1), "point last");
        aggregate
                .contribute(together.api(1), late)
                .refusedSignature(0, together.devices().get(1).publicKey().toHex(), "nonce_reused");
        assertThat(states(apart)).containsExactly("compromised", "compromised");
    }

    /** Whoever sees a signature can name its r as a point of their own: that gives nobody's key away and blocks nobody. */
    @Test
    void blamesNobodyForAPointThatAnotherNamed() {
        Signer signer = Signer.of(NEXT_SEED.getAndIncrement(), "87h/1h/0h");
        Signer thief = Signer.of(NEXT_SEED.getAndIncrement(), "87h/1h/0h");
        MusigWallet together = MusigWallet.ofKeys(thief, Signer.of(NEXT_SEED.getAndIncrement(), "87h/1h/0h"));
        TestWallet apart = TestWallet.make("wsh", 2, PEOPLE, List.of(signer, thief));
        TestProposal aggregate = together.proposed(1);
        aggregate
                .contribute(
                        together.api(0), withPoint(aggregate, together.devices().get(0), "stolen"))
                .expect(201);
        TestProposal single = proposed(apart);

        single.contribute(apart.owning(), new CarelessSigner(signer, "stolen").sign(single.psbt()))
                .expect(201);

        assertThat(states(apart)).containsExactly("confirmed", "confirmed");
    }

    /** A nonce whose first half is the point of this name. */
    private static byte[] withPoint(TestProposal proposal, MusigDevice device, String name) {
        byte[] given = device.giveNonces(proposal.psbt());
        return MusigWallet.changed(given, input -> {
            MusigPublicNonce own = input.musigPublicNonces().stream()
                    .filter(nonce ->
                            nonce.slot().participant().equals(device.publicKey().bytes()))
                    .findFirst()
                    .orElseThrow();
            Bytes nonce = CarelessSigner.point(name).plus(own.nonce().sliceFrom(33));
            return input.withMusigPublicNonce(new MusigPublicNonce(own.slot(), nonce));
        });
    }

    private TestWallet wallet(String script) {
        return TestWallet.make(script, 2, PEOPLE, List.of(careless, careful));
    }

    /** The careless one alone, by the key path or a leaf, or the careful one alone. */
    private TestWallet tree() {
        Ceremony ceremony = Ceremony.ofTemplate("tr(@0/**,{pk(@0/<2;3>/*),pk(@1/**)})", PEOPLE.get(0));
        PEOPLE.forEach(ceremony::letIn);
        ceremony.register(PEOPLE.get(0), careless);
        ceremony.register(PEOPLE.get(1), careful);
        return ceremony.confirmAll();
    }

    private static TestProposal proposed(TestWallet wallet) {
        return Spend.of(wallet, wallet.fund(200_000)).proposed();
    }

    private byte[] sign(String nonce, TestProposal proposal) {
        return new CarelessSigner(careless, nonce).sign(proposal.psbt());
    }

    private static Reply contribute(TestProposal proposal, byte[] psbt) {
        return proposal.contribute(proposal.wallet().owning(), psbt);
    }

    /** The file is refused for its nonce, and nothing of it is stored with the proposal. */
    private static void refused(TestProposal proposal, byte[] psbt) {
        String etag = proposal.get().etag();
        Reply refused = contribute(proposal, psbt).refused(422, "signatures-not-right");
        assertThat(refused.json().get("violations")).hasSize(1);
        assertThat(refused.json().at("/violations/0/reason").asText()).isEqualTo("nonce_reused");
        assertThat(refused.json().at("/violations/0/inputIndex").asInt()).isZero();
        assertThat(proposal.get().etag()).isEqualTo(etag);
    }

    private static List<String> states(TestWallet wallet) {
        return states(wallet.owning(), wallet.id());
    }

    private static List<String> states(Api api, String walletId) {
        List<String> states = new ArrayList<>();
        api.get("/v1/wallets/" + walletId)
                .expect(200)
                .json()
                .get("keys")
                .forEach(key -> states.add(key.get("state").asText()));
        return states;
    }

    private static String actorOfTheLast(TestWallet wallet) {
        List<JsonNode> events = wallet.events();
        return events.get(events.size() - 1).get("actor").asText();
    }

    /** The keys that the wallet's journal says are given away. */
    private static List<String> compromised(TestWallet wallet) {
        return wallet.events().stream()
                .filter(event -> event.get("type").asText().equals("key.compromised"))
                .map((JsonNode event) -> event.get("keyId").asText())
                .toList();
    }
}
