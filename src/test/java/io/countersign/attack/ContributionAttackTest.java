package io.countersign.attack;

import static io.countersign.testing.Treasury.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.EcdsaSignature;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.psbt.PartialSignature;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.crypto.psbt.PsbtV0;
import io.countersign.crypto.psbt.PsbtWriter;
import io.countersign.crypto.sighash.SighashType;
import io.countersign.testing.Person;
import io.countersign.testing.Reply;
import io.countersign.testing.Treasury;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Signed PSBTs that must not count (threats B3, B4, B7, B8, B9, B10). After each refusal the proposal is what it was. */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContributionAttackTest {

    private static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    private Treasury treasury;
    private String proposal;
    private PsbtV0 signed;
    private String etag;

    @BeforeEach
    void propose() {
        if (treasury != null) {
            return;
        }
        treasury = Treasury.twoOfThree();
        List<Treasury.Coin> coins = List.of(treasury.funded(600_000), treasury.funded(700_000));
        proposal = ok(201, treasury.propose(treasury.psbt(coins, 333_333, 3_000, 0)))
                .get("id");
        signed = PsbtReader.read(Bytes.of(treasury.signed(1, proposal))).toV0();
        etag = ok(200, treasury.owner().get("/v1/proposals/" + proposal)).header("ETag");
    }

    @Test
    void refusesASignatureCopiedFromAnotherInput() {
        PartialSignature other = signed.inputs().get(0).partialSignatures().get(0);
        PublicKey own = PublicKey.parse(
                signed.inputs().get(1).partialSignatures().get(0).publicKey());

        assertViolation(withSignature(1, own, other.signature()), "signature_invalid");
    }

    @Test
    void refusesAKeyOfTheWalletOnTheWrongInput() {
        PartialSignature other = signed.inputs().get(0).partialSignatures().get(0);

        assertViolation(withSignature(1, PublicKey.parse(other.publicKey()), other.signature()), "key_not_for_input");
    }

    @Test
    void refusesAKeyOutsideTheWallet() {
        PublicKey generator = PublicKey.ofHex("0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798");

        assertViolation(withSignature(0, generator, signature(0)), "key_not_in_wallet");
    }

    @Test
    void refusesHighS() {
        Bytes right = signature(0);
        EcdsaSignature low = EcdsaSignature.parseDer(right.slice(0, right.size() - 1));
        byte[] high = new byte[32];
        byte[] s = ORDER.subtract(new BigInteger(1, low.s().toArray())).toByteArray();
        System.arraycopy(s, Math.max(0, s.length - 32), high, Math.max(0, 32 - s.length), Math.min(32, s.length));
        Bytes der = new EcdsaSignature(low.r(), Bytes32.of(high)).toDer();

        assertViolation(withSignature(0, key(0), der.plus(Bytes.ofHex("01"))), "high_s");
    }

    @Test
    void refusesSloppyDer() {
        Bytes right = signature(0);
        Bytes padded = Bytes.wrap(new byte[] {0x30, (byte) (right.at(1) + 1)})
                .plus(Bytes.ofHex("02"))
                .plus(Bytes.wrap(new byte[] {(byte) (right.at(3) + 1), 0}))
                .plus(right.sliceFrom(4));

        assertViolation(withSignature(0, key(0), padded), "signature_encoding");
    }

    @Test
    void refusesEverySighashTypeButAll() {
        Bytes right = signature(0);
        for (String type : List.of("00", "02", "03", "81", "82", "83", "41", "ff")) {
            Bytes other = right.slice(0, right.size() - 1).plus(Bytes.ofHex(type));

            assertViolation(withSignature(0, key(0), other), "sighash_not_allowed");
        }
    }

    @Test
    void refusesAFieldThatDisagreesWithTheSignature() {
        PsbtV0 psbt = signed.withInput(0, signed.inputs().get(0).withSighashType(new SighashType(0x81)));

        assertViolation(psbt, "sighash_mismatch");
    }

    @Test
    void refusesSignaturesOverAnotherAmount() {
        Treasury other = treasury;
        List<Treasury.Coin> coins = List.of(other.funded(800_000));
        String id = ok(201, other.propose(other.psbt(coins, 100_000, 2_000, 1))).get("id");
        PsbtV0 changed = PsbtReader.read(Bytes.of(other.signed(2, id))).toV0();
        // A signature over other amounts of outputs is one over another transaction.
        Reply reply = other.contribute(2, proposal, PsbtWriter.write(changed).toArray());

        assertThat(reply.problem()).isEqualTo("other-transaction");
        assertUnchanged();
    }

    @Test
    void namesEveryOffenderAndStoresNothingOfTheRest() {
        PartialSignature second = signed.inputs().get(1).partialSignatures().get(0);
        Bytes flipped = second.signature()
                .slice(0, 20)
                .plus(Bytes.wrap(new byte[] {(byte) (second.signature().at(20) ^ 1)}))
                .plus(second.signature().sliceFrom(21));
        Reply reply = contribute(withSignature(1, PublicKey.parse(second.publicKey()), flipped));

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().path("violations")).hasSize(1);
        assertThat(reply.json().path("violations").path(0).path("inputIndex").asInt())
                .isEqualTo(1);
        assertUnchanged();
    }

    @Test
    void refusesAnUnsignedFile() {
        byte[] frozen = ok(200, treasury.owner().get("/v1/proposals/%s/psbt".formatted(proposal)))
                .bytes();

        assertThat(treasury.contribute(0, proposal, frozen).problem()).isEqualTo("nothing-signed");
        assertUnchanged();
    }

    @Test
    void refusesWhatIsNoPsbt() {
        byte[] right = PsbtWriter.write(signed).toArray();
        List<byte[]> broken = List.of(
                new byte[] {0},
                Arrays.copyOf(right, right.length - 1),
                Arrays.copyOf(right, right.length + 1),
                Arrays.copyOf(right, 4),
                new byte[] {0x70, 0x73, 0x62, 0x74, (byte) 0xff, 1, 0, (byte) 0xfe, -1, -1, -1, 0x7f});
        for (byte[] bytes : broken) {
            assertThat(treasury.contribute(0, proposal, bytes).problem()).isEqualTo("malformed-psbt");
        }
        assertThat(treasury.person(0)
                        .post(
                                "/v1/proposals/%s/contributions".formatted(proposal),
                                "no base64".getBytes(StandardCharsets.US_ASCII),
                                "text/plain")
                        .problem())
                .isEqualTo("malformed-psbt");
        assertUnchanged();
    }

    @Test
    void refusesBodiesOfOverTwoMebibytes() {
        assertThat(treasury.contribute(0, proposal, new byte[2 * 1024 * 1024 + 1])
                        .status())
                .isEqualTo(413);
        assertUnchanged();
    }

    @Test
    void knowsNothingForStrangersWhateverTheBody() {
        Person stranger = Person.named("Stranger");
        String path = "/v1/proposals/%s/contributions".formatted(proposal);
        Reply right = stranger.post(path, PsbtWriter.write(signed).toArray(), "application/octet-stream");
        Reply wrong = stranger.post(path, new byte[] {1}, "text/html");
        Reply missing =
                stranger.post("/v1/proposals/00000000-0000-7000-8000-000000000000/contributions", Map.of("psbt", ""));

        assertThat(right.status()).isEqualTo(404);
        assertThat(wrong.text()).isEqualTo(right.text());
        assertThat(missing.text().replaceAll("\"instance\":\"[^\"]*\"", ""))
                .isEqualTo(right.text().replaceAll("\"instance\":\"[^\"]*\"", ""));
    }

    private Bytes signature(int input) {
        return signed.inputs().get(input).partialSignatures().get(0).signature();
    }

    private PublicKey key(int input) {
        return PublicKey.parse(
                signed.inputs().get(input).partialSignatures().get(0).publicKey());
    }

    /** The signed file with one input's signature replaced by another. */
    private PsbtV0 withSignature(int input, PublicKey key, Bytes signature) {
        PsbtV0 frozen = PsbtReader.read(
                        Bytes.of(ok(200, treasury.owner().get("/v1/proposals/%s/psbt".formatted(proposal)))
                                .bytes()))
                .toV0();
        PsbtInput changed = frozen.inputs().get(input).withPartialSignature(key, signature);
        return frozen.withInput(input, changed);
    }

    private Reply contribute(PsbtV0 psbt) {
        return treasury.contribute(1, proposal, PsbtWriter.write(psbt).toArray());
    }

    private void assertViolation(PsbtV0 psbt, String reason) {
        Reply reply = contribute(psbt);

        assertThat(reply.status()).as(reply.toString()).isEqualTo(422);
        assertThat(reply.problem()).isEqualTo("signatures-not-right");
        assertThat(reply.json().path("violations").path(0).path("reason").asText())
                .isEqualTo(reason);
        assertUnchanged();
    }

    private void assertUnchanged() {
        assertThat(treasury.owner().get("/v1/proposals/" + proposal).header("ETag"))
                .isEqualTo(etag);
    }
}
