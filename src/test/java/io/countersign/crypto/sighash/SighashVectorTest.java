package io.countersign.crypto.sighash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.ec.EcdsaSignature;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.ec.Secp256k1;
import io.countersign.crypto.tx.Satoshi;
import io.countersign.crypto.tx.Transaction;
import io.countersign.testing.VectorCase;
import io.countersign.testing.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("BIP143 and legacy signature hashes")
class SighashVectorTest {

    static Stream<VectorCase> signedBySegwit() {
        return Vectors.cases("sighash_bip143.json").filter(test -> test.id().startsWith("sign-"));
    }

    static Stream<VectorCase> legacy() {
        return Vectors.cases("sighash_legacy.json");
    }

    @ParameterizedTest
    @MethodSource("signedBySegwit")
    void hashesAsBip143(VectorCase test) {
        SighashType type = new SighashType(Integer.parseInt(test.input("sighash_type"), 16));
        SegwitV0Sighash sighash =
                SegwitV0Sighash.of(Transaction.parseWithoutWitness(Bytes.ofHex(test.input("unsigned_tx"))));
        int index = test.input().get("input_index").asInt();
        Bytes scriptCode = Bytes.ofHex(test.input("script_code"));
        Satoshi amount = Satoshi.of(Long.parseLong(test.input("amount_sat")));

        assertThat(sighash.preimage(index, scriptCode, amount, type).toHex()).isEqualTo(test.expected("preimage"));
        assertThat(sighash.hash(index, scriptCode, amount, type).toHex()).isEqualTo(test.expected("sighash"));
    }

    @ParameterizedTest
    @MethodSource("signedBySegwit")
    void signaturesOfBip143AreRightOverTheHash(VectorCase test) {
        SighashType type = new SighashType(Integer.parseInt(test.input("sighash_type"), 16));
        var hash = SegwitV0Sighash.of(Transaction.parseWithoutWitness(Bytes.ofHex(test.input("unsigned_tx"))))
                .hash(
                        test.input().get("input_index").asInt(),
                        Bytes.ofHex(test.input("script_code")),
                        Satoshi.of(Long.parseLong(test.input("amount_sat"))),
                        type);
        JsonNode keys = test.input().get("public_keys");
        JsonNode signatures = test.expected().get("signatures");

        assertThat(signatures.size()).isEqualTo(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            Bytes signature = Bytes.ofHex(signatures.get(i).asText());
            int last = signature.size() - 1;
            assertThat(signature.at(last)).isEqualTo(type.bits());
            assertThat(Secp256k1.verify(
                            PublicKey.ofHex(keys.get(i).asText()),
                            hash,
                            EcdsaSignature.parseDer(signature.slice(0, last))))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("legacy")
    void hashesAsBeforeSegwit(VectorCase test) {
        Transaction transaction = Transaction.parse(Bytes.ofHex(test.input("tx")));

        var hash = LegacySighash.hash(
                transaction,
                test.input().get("input_index").asInt(),
                Bytes.ofHex(test.input("script")),
                new SighashType(test.input().get("hash_type").asInt()));

        assertThat(hash.bytes().reversed().toHex()).isEqualTo(test.expected("sighash"));
    }
}
