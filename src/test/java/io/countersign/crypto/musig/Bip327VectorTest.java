package io.countersign.crypto.musig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import fr.acinq.bitcoin.PrivateKey;
import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.MusigAggregateNonce;
import io.countersign.crypto.ec.MusigKeys;
import io.countersign.crypto.ec.MusigNonce;
import io.countersign.crypto.ec.MusigPartialSignature;
import io.countersign.crypto.ec.MusigSession;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.ec.SchnorrSignature;
import io.countersign.crypto.ec.Secp256k1;
import io.countersign.testing.VectorCase;
import io.countersign.testing.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** BIP327's own vectors. Where they sign, the signature that they expect is verified, since nothing here holds a secret. */
class Bip327VectorTest {

    /** The library signs messages of 32 bytes alone, as all signature hashes are: others can't even be written down. */
    private static final Set<String> MESSAGE_OF_ANOTHER_LENGTH =
            Set.of("sign-valid-5", "sign-valid-6", "deterministic-sign-valid-3");

    /** These ask what a signer makes of its secret nonce; of a nonce's making only the public half comes here. */
    private static final Set<String> OF_SECRETS =
            Set.of("nonce-gen-valid-1", "nonce-gen-valid-2", "nonce-gen-valid-3", "nonce-gen-valid-4", "sign-error-6");

    static Stream<VectorCase> keySort() {
        return operation("key_sort");
    }

    static Stream<VectorCase> keyAgg() {
        return operation("key_agg");
    }

    static Stream<VectorCase> nonceAgg() {
        return operation("nonce_agg");
    }

    static Stream<VectorCase> signing() {
        return inScope()
                .filter(vector ->
                        operation(vector).endsWith("sign") || operation(vector).equals("sign_tweaked"));
    }

    static Stream<VectorCase> partialVerify() {
        return operation("partial_verify");
    }

    static Stream<VectorCase> sigAgg() {
        return operation("sig_agg");
    }

    static Stream<VectorCase> otherMessages() {
        return all().filter(vector -> MESSAGE_OF_ANOTHER_LENGTH.contains(vector.id()));
    }

    static Stream<VectorCase> secrets() {
        return all().filter(vector -> OF_SECRETS.contains(vector.id()));
    }

    @Test
    void asksEveryCase() {
        assertThat(inScope()).hasSize(48);
        assertThat(otherMessages()).hasSize(3);
        assertThat(secrets()).hasSize(5);
        assertThat(Stream.of(keySort(), keyAgg(), nonceAgg(), signing(), partialVerify(), sigAgg())
                        .flatMap(cases -> cases))
                .hasSize(48);
    }

    @ParameterizedTest
    @MethodSource("keySort")
    void sortsKeys(VectorCase vector) {
        assertThat(AggregateKey.ofSorted(keys(vector)).participants())
                .extracting(PublicKey::toHex)
                .isEqualTo(texts(vector.expected().get("sorted_pubkeys")));
    }

    @ParameterizedTest
    @MethodSource("keyAgg")
    void aggregatesKeys(VectorCase vector) {
        if (vector.valid()) {
            assertThat(tweakedKeys(vector)
                            .orElseThrow()
                            .aggregate()
                            .xOnly()
                            .bytes()
                            .toHex())
                    .isEqualTo(vector.expected("aggregate_xonly"));
        } else {
            assertRefused(vector);
        }
    }

    @ParameterizedTest
    @MethodSource("nonceAgg")
    void aggregatesNonces(VectorCase vector) {
        if (vector.valid()) {
            assertThat(MusigAggregateNonce.of(nonces(vector)).bytes().toHex()).isEqualTo(vector.expected("aggnonce"));
        } else {
            assertRefused(vector);
        }
    }

    @ParameterizedTest
    @MethodSource("signing")
    void verifiesWhatSignersMake(VectorCase vector) {
        if (!vector.valid()) {
            assertRefused(vector);
            return;
        }
        int index = vector.input().get("signer_index").asInt();
        boolean isLastSigner = vector.input().has("aggothernonce");
        MusigNonce own = isLastSigner
                ? MusigNonce.parse(Bytes.ofHex(vector.expected("pubnonce")))
                : nonces(vector).get(index);
        MusigAggregateNonce sum = isLastSigner
                ? MusigAggregateNonce.of(List.of(own, MusigNonce.parse(Bytes.ofHex(vector.input("aggothernonce")))))
                : MusigAggregateNonce.of(nonces(vector));
        if (!isLastSigner) {
            assertThat(sum.bytes().toHex()).isEqualTo(vector.input("aggnonce"));
        }
        MusigSession session = MusigSession.of(tweakedKeys(vector).orElseThrow(), sum, message(vector));

        assertThat(session.verify(keys(vector).get(index), own, partial(vector.expected("partial_sig"))))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("partialVerify")
    void findsWrongPartialSignatures(VectorCase vector) {
        if (vector.expected().has("error")) {
            assertRefused(vector);
            return;
        }
        int index = vector.input().get("signer_index").asInt();
        MusigSession session = MusigSession.of(
                tweakedKeys(vector).orElseThrow(), MusigAggregateNonce.of(nonces(vector)), message(vector));

        boolean isRight = parsed(vector.input("partial_sig"), MusigPartialSignature::parse)
                .filter(partial ->
                        session.verify(keys(vector).get(index), nonces(vector).get(index), partial))
                .isPresent();

        assertThat(isRight).isEqualTo(vector.expected().get("verify").asBoolean());
    }

    @ParameterizedTest
    @MethodSource("sigAgg")
    void aggregatesPartialSignatures(VectorCase vector) {
        if (!vector.valid()) {
            assertRefused(vector);
            return;
        }
        MusigKeys keys = tweakedKeys(vector).orElseThrow();
        MusigAggregateNonce sum = MusigAggregateNonce.of(nonces(vector));
        assertThat(sum.bytes().toHex()).isEqualTo(vector.input("aggnonce"));

        SchnorrSignature signature = MusigSession.of(keys, sum, message(vector))
                .aggregate(list(vector, "partial_sigs", MusigPartialSignature::parse));

        assertThat(signature.bytes().toHex()).isEqualTo(vector.expected("signature"));
        assertThat(Secp256k1.verify(keys.aggregate().xOnly(), message(vector), signature))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("otherMessages")
    void takesNoMessageOfAnotherLength(VectorCase vector) {
        assertThatThrownBy(() -> message(vector)).isInstanceOf(MalformedException.class);
    }

    /** What reaches a coordinator of these cases is a public nonce, or nothing. */
    @ParameterizedTest
    @MethodSource("secrets")
    void readsThePublicHalfOfSecrets(VectorCase vector) {
        Optional.ofNullable(vector.expected().get("pubnonce"))
                .map(node -> Bytes.ofHex(node.asText()))
                .ifPresent(nonce -> assertThat(MusigNonce.parse(nonce).bytes()).isEqualTo(nonce));
    }

    /** The error names who is to blame: our parsers find the same one first. */
    private static void assertRefused(VectorCase vector) {
        JsonNode error = vector.expected().get("error");
        if (error.get("type").asText().equals("value")) {
            assertRefusedValue(vector, error.get("message").asText());
            return;
        }
        int signer = error.get("signer").asInt(-1);
        switch (error.get("contrib").asText()) {
            case "pubkey" ->
                assertThat(firstMalformed(vector, "pubkeys", PublicKey::parse)).isEqualTo(signer);
            case "pubnonce" ->
                assertThat(firstMalformed(vector, "pubnonces", MusigNonce::parse))
                        .isEqualTo(signer);
            case "psig" ->
                assertThat(firstMalformed(vector, "partial_sigs", MusigPartialSignature::parse))
                        .isEqualTo(signer);
            // An aggregate of others is never taken in: the coordinator adds up the nonces of all signers itself.
            case "aggnonce", "aggothernonce" ->
                assertThat(parsed(vector.input(error.get("contrib").asText()), MusigNonce::parse))
                        .isEmpty();
            default -> throw new AssertionError("unknown contribution in " + vector.id());
        }
    }

    private static void assertRefusedValue(VectorCase vector, String message) {
        if (message.contains("tweak")) {
            assertThat(tweakedKeys(vector)).isEmpty();
            return;
        }
        assertThat(message).isEqualTo("The signer's pubkey must be included in the list of pubkeys.");
        PublicKey signer = PublicKey.parse(
                Bytes.of(new PrivateKey(Bytes.ofHex(vector.input("secret_key")).toArray())
                        .publicKey()
                        .value
                        .toByteArray()));
        MusigNonce nonce = MusigNonce.parse(
                Bytes.ofHex(vector.input(vector.input().has("aggnonce") ? "aggnonce" : "aggothernonce")));
        MusigSession session = MusigSession.of(
                tweakedKeys(vector).orElseThrow(), MusigAggregateNonce.of(List.of(nonce)), message(vector));
        MusigPartialSignature any = new MusigPartialSignature(Bytes32.wrap(new byte[32]));
        assertThatThrownBy(() -> session.verify(signer, nonce, any)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Optional<MusigKeys> tweakedKeys(VectorCase vector) {
        Optional<MusigKeys> keys = Optional.of(MusigKeys.of(keys(vector)));
        List<String> tweaks = texts(vector.input().path("tweaks"));
        for (int i = 0; i < tweaks.size(); i++) {
            Bytes32 tweak = Bytes32.ofHex(tweaks.get(i));
            boolean isXonly = vector.input().get("is_xonly").get(i).asBoolean();
            keys = keys.flatMap(before -> isXonly ? before.xOnlyTweak(tweak) : before.plainTweak(tweak));
        }
        return keys;
    }

    private static int firstMalformed(VectorCase vector, String field, Function<Bytes, ?> parser) {
        List<String> texts = texts(vector.input().get(field));
        return IntStream.range(0, texts.size())
                .filter(i -> parsed(texts.get(i), parser).isEmpty())
                .findFirst()
                .orElse(-1);
    }

    private static <T> Optional<T> parsed(String hex, Function<Bytes, T> parser) {
        try {
            return Optional.of(parser.apply(Bytes.ofHex(hex)));
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    private static List<PublicKey> keys(VectorCase vector) {
        return list(vector, "pubkeys", PublicKey::parse);
    }

    private static List<MusigNonce> nonces(VectorCase vector) {
        return list(vector, "pubnonces", MusigNonce::parse);
    }

    private static MusigPartialSignature partial(String hex) {
        return MusigPartialSignature.parse(Bytes.ofHex(hex));
    }

    private static Bytes32 message(VectorCase vector) {
        return Bytes32.ofHex(vector.input("message"));
    }

    private static <T> List<T> list(VectorCase vector, String field, Function<Bytes, T> parser) {
        List<T> values = new ArrayList<>();
        texts(vector.input().get(field)).forEach(text -> values.add(parser.apply(Bytes.ofHex(text))));
        return values;
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static Stream<VectorCase> operation(String name) {
        return inScope().filter(vector -> operation(vector).equals(name));
    }

    private static String operation(VectorCase vector) {
        return vector.input("operation");
    }

    private static Stream<VectorCase> inScope() {
        return all().filter(vector ->
                !OF_SECRETS.contains(vector.id()) && !MESSAGE_OF_ANOTHER_LENGTH.contains(vector.id()));
    }

    private static Stream<VectorCase> all() {
        return Vectors.cases("musig_bip327.json");
    }
}
