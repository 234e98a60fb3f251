package io.countersign.crypto.verify;

import static io.countersign.crypto.verify.ViolationReason.KEY_NOT_FOR_INPUT;
import static io.countersign.crypto.verify.ViolationReason.KEY_NOT_IN_WALLET;
import static io.countersign.crypto.verify.ViolationReason.SIGNATURE_ENCODING;
import static io.countersign.crypto.verify.ViolationReason.SIGNATURE_INVALID;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.MusigNonce;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.ec.Secp256k1;
import io.countersign.crypto.musig.AggregateKey;
import io.countersign.crypto.psbt.MusigPartialSignature;
import io.countersign.crypto.psbt.MusigParticipants;
import io.countersign.crypto.psbt.MusigPublicNonce;
import io.countersign.crypto.psbt.MusigSlot;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.crypto.script.TapLeaf;
import io.countersign.crypto.script.TaprootOutput;
import io.countersign.crypto.sighash.SighashType;
import io.countersign.crypto.sighash.TaprootSighash;
import io.countersign.testing.Scalars;
import io.countersign.testing.VectorCase;
import io.countersign.testing.Vectors;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The spends of BIP373's vectors, which Bitcoin Core signed: output key, internal key, key in a leaf, derived internal key. */
class MusigRoundsVectorTest {

    private static final String SIGNED = "with all partial signatures";
    private static final Bytes GENERATOR =
            Bytes.ofHex("0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798");

    static Stream<VectorCase> spends() {
        return Vectors.cases("psbt_bip373.json")
                .filter(vector -> vector.description().endsWith(SIGNED));
    }

    @ParameterizedTest
    @MethodSource("spends")
    void findsEveryPartialSignatureRightAndMakesTheSignature(VectorCase vector) {
        SignedSpend spend = new SignedSpend(vector);

        MusigFields fields = MusigFields.read(spend.musig(), spend.psbt);

        assertThat(fields.violations()).isEmpty();
        assertThat(fields.nonces()).hasSize(3);
        assertThat(fields.partials()).hasSize(3);
        MusigRounds rounds = MusigRounds.of(spend.musig(), nonces(fields));
        assertThat(rounds.wrong(fields.partials())).isEmpty();
        MusigRounds.AggregateSignature made = rounds.aggregate(partials(fields)).get(0);
        assertThat(Secp256k1.verify(made.key(), spend.sighash(), made.signature()))
                .isTrue();
        spend.theirSignature()
                .forEach(theirs -> assertThat(made.signature().bytes()).isEqualTo(theirs));
    }

    @ParameterizedTest
    @MethodSource("spends")
    void namesTheParticipantWhosePartialSignatureIsWrong(VectorCase vector) {
        SignedSpend spend = new SignedSpend(vector);
        MusigPartialSignature first = spend.input().musigPartialSignatures().get(0);
        MusigPartialSignature second = spend.input().musigPartialSignatures().get(1);
        MusigPartialSignature swapped = new MusigPartialSignature(second.slot(), first.signature());

        MusigFields fields =
                MusigFields.read(spend.musig(), spend.with(input -> input.withMusigPartialSignature(swapped)));

        assertThat(MusigRounds.of(spend.musig(), nonces(fields)).wrong(fields.partials()))
                .extracting(Violation::key, Violation::reason)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(second.slot().participant(), SIGNATURE_INVALID));
    }

    @ParameterizedTest
    @MethodSource("spends")
    void refusesFieldsThatAreForNothingInTheSpend(VectorCase vector) {
        SignedSpend spend = new SignedSpend(vector);
        MusigSlot right = spend.input().musigPublicNonces().get(0).slot();
        Bytes nonce = GENERATOR.plus(GENERATOR);
        MusigSlot stranger = new MusigSlot(GENERATOR, right.aggregateKey(), right.leafHash());
        MusigSlot otherAggregate = new MusigSlot(right.participant(), GENERATOR, right.leafHash());
        MusigSlot otherLeaf = new MusigSlot(right.participant(), right.aggregateKey(), Bytes32.ofHex("11".repeat(32)));
        Psbt changed = spend.with(input -> input.withMusigPublicNonce(new MusigPublicNonce(stranger, nonce))
                .withMusigPublicNonce(new MusigPublicNonce(otherAggregate, nonce))
                .withMusigPublicNonce(new MusigPublicNonce(otherLeaf, nonce))
                .withMusigPublicNonce(new MusigPublicNonce(right, Bytes.ofHex("04".repeat(66)))));

        MusigFields fields = MusigFields.read(spend.musig(), changed);

        assertThat(fields.violations())
                .extracting(Violation::reason)
                .containsExactlyInAnyOrder(KEY_NOT_IN_WALLET, KEY_NOT_FOR_INPUT, KEY_NOT_FOR_INPUT, SIGNATURE_ENCODING);
        assertThat(fields.offered()).isEqualTo(2 + 3 + 4);
    }

    /** BIP327, "Partial Signature Verification": a scalar below the group order. */
    @ParameterizedTest
    @MethodSource("spends")
    void refusesAPartialSignatureFromTheGroupOrderOn(VectorCase vector) {
        SignedSpend spend = new SignedSpend(vector);
        MusigSlot slot = spend.input().musigPartialSignatures().get(0).slot();
        MusigPartialSignature order = new MusigPartialSignature(slot, Scalars.bytes32(Scalars.ORDER));
        MusigPartialSignature below =
                new MusigPartialSignature(slot, Scalars.bytes32(Scalars.ORDER.subtract(BigInteger.ONE)));

        assertThat(MusigFields.read(spend.musig(), spend.with(input -> input.withMusigPartialSignature(order)))
                        .violations())
                .extracting(Violation::key, Violation::reason)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(slot.participant(), SIGNATURE_ENCODING));
        assertThat(MusigFields.read(spend.musig(), spend.with(input -> input.withMusigPartialSignature(below)))
                        .violations())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("spends")
    void leavesOutWhatIsForAnotherPath(VectorCase vector) {
        SignedSpend spend = new SignedSpend(vector);
        MusigSlot slot = spend.input().musigPublicNonces().get(0).slot();
        MusigSlot other = new MusigSlot(slot.participant(), GENERATOR, null);
        MusigSpend withOtherPath = new MusigSpend(
                spend.musig().keys(),
                List.of(),
                Map.of(new MusigPlace(0, other), 1),
                spend.musig().walletKeys());
        Psbt changed =
                spend.with(input -> input.withMusigPublicNonce(new MusigPublicNonce(other, GENERATOR.plus(GENERATOR))));

        MusigFields fields = MusigFields.read(withOtherPath, changed);

        assertThat(fields.violations()).isEmpty();
        assertThat(fields.ignored()).hasSize(1);
        assertThat(fields.offered()).isEqualTo(7);
    }

    @ParameterizedTest
    @MethodSource("spends")
    void hasNoRoundBeforeAllNoncesAreThere(VectorCase vector) {
        SignedSpend spend = new SignedSpend(vector);
        MusigFields fields = MusigFields.read(spend.musig(), spend.psbt);
        Map<MusigPlace, MusigNonce> some = nonces(fields);
        MusigPlace missing = fields.nonces().get(1).place();
        some.remove(missing);

        assertThat(spend.musig().missing(fields.nonces().get(0).place(), some)).containsExactly(missing);
        org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
                .isThrownBy(() -> MusigRounds.of(spend.musig(), some).wrong(fields.partials()));
    }

    private static Map<MusigPlace, MusigNonce> nonces(MusigFields fields) {
        Map<MusigPlace, MusigNonce> nonces = new HashMap<>();
        fields.nonces().forEach(offered -> nonces.put(offered.place(), offered.nonce()));
        return nonces;
    }

    private static Map<MusigPlace, io.countersign.crypto.ec.MusigPartialSignature> partials(MusigFields fields) {
        Map<MusigPlace, io.countersign.crypto.ec.MusigPartialSignature> partials = new HashMap<>();
        fields.partials().forEach(offered -> partials.put(offered.place(), offered.partial()));
        return partials;
    }

    /** One input of a vector, with what its fields say of the aggregate key. */
    private static final class SignedSpend {

        private final Psbt psbt;
        private final AggregateKey plain;

        SignedSpend(VectorCase vector) {
            this.psbt = PsbtReader.readText(vector.input("psbt"));
            MusigParticipants field = input().musigParticipants().get(0);
            this.plain = AggregateKey.ofOrdered(
                    field.participants().stream().map(PublicKey::parse).toList());
            assertThat(plain.publicKey().bytes()).isEqualTo(field.aggregateKey());
        }

        PsbtInput input() {
            return psbt.inputs().get(0);
        }

        Psbt with(java.util.function.UnaryOperator<PsbtInput> change) {
            return psbt.withInputs(List.of(change.apply(input())));
        }

        Stream<Bytes> theirSignature() {
            return Stream.concat(
                    input().tapKeySignature().stream(),
                    input().tapScriptSignatures().stream().map(signature -> signature.signature()));
        }

        Bytes32 sighash() {
            TaprootSighash hashes = TaprootSighash.of(
                    psbt.unsignedTransaction(), List.of(input().witnessUtxo().orElseThrow()));
            return leafHash() == null
                    ? hashes.ofKeyPath(0, SighashType.DEFAULT)
                    : hashes.ofLeaf(0, SighashType.DEFAULT, leafHash());
        }

        MusigSpend musig() {
            List<ExpectedKey> keys = IntStream.range(0, plain.participants().size())
                    .mapToObj(i -> new ExpectedKey(i, plain.participants().get(i)))
                    .toList();
            return new MusigSpend(
                    List.of(new ExpectedMusig(
                            0, signingKey().publicKey().xOnly(), signingKey(), leafHash(), sighash(), keys)),
                    List.of(),
                    Map.of(),
                    Set.copyOf(
                            plain.participants().stream().map(PublicKey::bytes).toList()));
        }

        private Bytes32 leafHash() {
            return input().tapLeafScripts().stream()
                    .map(leaf -> TapLeaf.of(leaf.script()).hash())
                    .findFirst()
                    .orElse(null);
        }

        private AggregateKey signingKey() {
            Bytes32 internal = input().tapInternalKey().orElse(null);
            if (internal == null || leafHash() != null) {
                return plain;
            }
            AggregateKey key = plain;
            for (long step : input().tapDerivations().stream()
                    .filter(derivation -> derivation.publicKey().equals(internal))
                    .flatMap(derivation -> derivation.origin().path().steps().stream())
                    .toList()) {
                key = key.derive(step);
            }
            assertThat(key.publicKey().xOnly().x()).isEqualTo(internal);
            return key.tweakForTaproot(TaprootOutput.tweak(key.publicKey().xOnly(), Bytes.EMPTY))
                    .orElseThrow();
        }
    }
}
