package io.countersign.crypto.sighash;

import static io.countersign.crypto.sighash.TaprootSighash.NO_CODE_SEPARATOR;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.SchnorrSignature;
import io.countersign.crypto.ec.Secp256k1;
import io.countersign.crypto.ec.XOnlyPublicKey;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.testing.VectorCase;
import io.countersign.testing.Vectors;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("BIP341: signature hashes of the key path")
class TaprootSighashVectorTest {

    static Stream<VectorCase> keyPaths() {
        return Vectors.cases("taproot_bip341_wallet.json")
                .filter(vector -> vector.id().startsWith("key-path-input-"));
    }

    static Stream<VectorCase> wholeTransactions() {
        return Vectors.cases("taproot_bip341_wallet.json")
                .filter(vector -> vector.id().equals("key-path-full-transaction"));
    }

    @ParameterizedTest
    @MethodSource("keyPaths")
    void hashesAsBip341(VectorCase vector) {
        TaprootSighash sighash = TaprootSighash.of(
                Transaction.parseWithoutWitness(Bytes.ofHex(vector.input("unsigned_tx"))), spent(vector));
        int index = vector.input().get("input_index").asInt();
        SighashType type = new SighashType(Integer.parseInt(vector.input("hash_type"), 16));

        assertThat(sighash.message(index, type, null, null, NO_CODE_SEPARATOR).toHex())
                .isEqualTo(vector.expected("sig_msg"));
        assertThat(sighash.ofKeyPath(index, type)).hasToString(vector.expected("sighash"));
    }

    @ParameterizedTest
    @MethodSource("keyPaths")
    void signatureOfTheWitnessIsRight(VectorCase vector) {
        int index = vector.input().get("input_index").asInt();
        XOnlyPublicKey outputKey =
                XOnlyPublicKey.parse(spent(vector).get(index).script().sliceFrom(2));
        Bytes witness = Bytes.ofHex(vector.expected().get("witness").get(0).asText());

        assertThat(Secp256k1.verify(
                        outputKey,
                        Bytes32.ofHex(vector.expected("sighash")),
                        new SchnorrSignature(witness.slice(0, 64))))
                .isTrue();
    }

    /** The transaction with all its signatures, some of them not taproot's. */
    @ParameterizedTest
    @MethodSource("wholeTransactions")
    void findsEverySignatureOfTheWholeTransactionRight(VectorCase vector) {
        Transaction signed = Transaction.parse(Bytes.ofHex(vector.input("signed_tx")));
        List<TxOutput> spent = spent(vector);
        TaprootSighash sighash = TaprootSighash.of(signed.unsigned(), spent);

        assertThat(signed.unsigned().serializeWithoutWitness().toHex()).isEqualTo(vector.expected("unsigned_tx"));
        for (int i = 0; i < spent.size(); i++) {
            Bytes script = spent.get(i).script();
            if (script.size() == 34 && script.at(0) == 0x51) {
                Bytes signature = signed.inputs().get(i).witness().get(0);
                SighashType type = new SighashType(signature.size() == 64 ? 0 : signature.at(64));
                assertThat(Secp256k1.verify(
                                XOnlyPublicKey.parse(script.sliceFrom(2)),
                                sighash.ofKeyPath(i, type),
                                new SchnorrSignature(signature.slice(0, 64))))
                        .isTrue();
            }
        }
    }

    private static List<TxOutput> spent(VectorCase vector) {
        JsonNode coins = vector.input().get("spent_outputs");
        return StreamSupport.stream(coins.spliterator(), false)
                .map(coin -> new TxOutput(
                        coin.get("amount_sat").asLong(),
                        Bytes.ofHex(coin.get("script").asText())))
                .toList();
    }
}
