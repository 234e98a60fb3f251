package io.countersign.crypto.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.ec.Secp256k1;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.crypto.script.Address;
import io.countersign.crypto.script.OutputScript;
import io.countersign.crypto.script.ScriptTemplate;
import io.countersign.crypto.tx.Network;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import io.countersign.testing.VectorCase;
import io.countersign.testing.Vectors;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** BIP322's own vectors and those of three libraries. */
class Bip322VectorTest {

    /** Libraries take simple signatures of P2SH-P2WPKH; the standard lists P2SH for the full form only. */
    private static final String OUTSIDE_THE_STANDARD = "p2sh-p2wpkh-simple";

    static Stream<VectorCase> hashes() {
        return operation("hashes");
    }

    static Stream<VectorCase> signatures() {
        return operation("verify");
    }

    static Stream<VectorCase> psbts() {
        return operation("psbt");
    }

    @ParameterizedTest
    @MethodSource("hashes")
    void makesTheTransactionsOfTheStandard(VectorCase vector) {
        Bytes script = address(vector).orElseThrow().scriptPubKey();

        assertThat(Bip322Message.hash(message(vector)).toHex()).isEqualTo(vector.expected("message_hash"));
        assertThat(Bip322Message.toSpend(script, message(vector)).txid()).hasToString(vector.expected("to_spend_txid"));
        assertThat(Bip322Message.toSign(script, message(vector)).txid()).hasToString(vector.expected("to_sign_txid"));
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void provesWhatTheStandardCallsValid(VectorCase vector) {
        boolean isRight =
                vector.valid() && !vector.input().path("extension").asText().equals(OUTSIDE_THE_STANDARD);

        Optional<Bip322Proof> proof = address(vector)
                .flatMap(address ->
                        Bip322Message.verify(address.scriptPubKey(), message(vector), vector.input("signature")));

        assertThat(proof.isPresent()).isEqualTo(isRight);
        proof.ifPresent(found -> assertReports(found, vector));
    }

    /** The key that the signature and the hash give (SEC 1, 4.1.6) is the address's. */
    @ParameterizedTest
    @MethodSource("signatures")
    void tellsWhatASingleKeySigned(VectorCase vector) {
        Optional<Bytes> script = address(vector).map(Address::scriptPubKey);
        Optional<SignedHash> signed = script.flatMap(
                        found -> Bip322Message.verify(found, message(vector), vector.input("signature")))
                .flatMap(Bip322Proof::signedHash);
        boolean isOfAKey = script.map(ScriptTemplate::of)
                .filter(kind -> kind == ScriptTemplate.P2PKH || kind == ScriptTemplate.P2WPKH)
                .isPresent();

        assertThat(signed.isPresent()).isEqualTo(isOfAKey && vector.valid());
        signed.ifPresent(right -> assertThat(IntStream.range(0, 4)
                        .mapToObj(id -> Secp256k1.recover(right.signature(), right.hash(), id))
                        .flatMap(Optional::stream)
                        .flatMap(key -> Stream.of(OutputScript.p2wpkh(key), OutputScript.p2pkh(key))))
                .contains(script.orElseThrow()));
    }

    /** Simple ones only, since the full ones of the standard carry time locks and proofs of funds serve for nothing here. */
    @ParameterizedTest
    @MethodSource("signatures")
    void signsInByRightSignaturesWithoutTimeLocks(VectorCase vector) {
        if (!vector.input().has("message")) {
            return;
        }
        boolean isRight = vector.valid()
                && vector.input("format").equals("simple")
                && !vector.input().path("extension").asText().equals(OUTSIDE_THE_STANDARD);

        assertThat(address(vector)
                        .filter(address -> Bip322Message.isSignedForLogin(
                                address, vector.input("message"), vector.input("signature")))
                        .isPresent())
                .isEqualTo(isRight);
    }

    /** Coldcard's tool writes sequence ffffffff, which locks nothing. */
    @ParameterizedTest
    @MethodSource("psbts")
    void knowsTheTransactionThatMultisigSignersAreGiven(VectorCase vector) {
        Bytes script = address(vector).orElseThrow().scriptPubKey();
        Transaction given = PsbtReader.readText(vector.expected("psbt")).unsignedTransaction();

        Transaction ours = Bip322Message.toSign(script, message(vector));

        assertThat(given.withInputs(ours.inputs())).isEqualTo(ours);
        assertThat(given.inputs())
                .containsExactly(TxInput.unsigned(ours.inputs().get(0).outpoint(), TxInput.FINAL_SEQUENCE));
    }

    private static void assertReports(Bip322Proof proof, VectorCase vector) {
        JsonNode expected = vector.expected();
        assertThat(proof.version()).isEqualTo(expected.path("tx_version").asInt());
        assertThat(proof.lockTime()).isEqualTo(expected.path("lock_time").asLong());
        assertThat(proof.sequence()).isEqualTo(expected.path("sequence").asLong());
        assertThat(proof.hasNoTimeLocks()).isEqualTo(expected.path("lock_time").asLong() == 0);
        assertThat(proof.coins())
                .isEqualTo(
                        StreamSupport.stream(expected.path("additional_inputs").spliterator(), false)
                                .map(Bip322VectorTest::coin)
                                .toList());
    }

    private static Bip322Proof.ProvenCoin coin(JsonNode node) {
        return new Bip322Proof.ProvenCoin(
                new Outpoint(
                        Txid.parse(node.get("txid").asText()), node.get("vout").asLong()),
                new TxOutput(
                        node.get("amount_sat").asLong(),
                        Bytes.ofHex(node.get("script_pubkey").asText())));
    }

    private static Bytes message(VectorCase vector) {
        return vector.input().has("message_hex")
                ? Bytes.ofHex(vector.input("message_hex"))
                : Bytes.wrap(vector.input("message").getBytes(UTF_8));
    }

    /** Of the network that the address belongs to; some cases have a malformed one. */
    private static Optional<Address> address(VectorCase vector) {
        return Arrays.stream(Network.values())
                .flatMap(network -> address(vector.input("address"), network).stream())
                .findFirst();
    }

    private static Optional<Address> address(String text, Network network) {
        try {
            return Optional.of(Address.parse(text, network));
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    private static Stream<VectorCase> operation(String name) {
        return Vectors.cases("bip322.json")
                .filter(vector -> vector.input("operation").equals(name));
    }
}
