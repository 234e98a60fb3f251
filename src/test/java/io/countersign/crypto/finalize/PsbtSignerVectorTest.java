package io.countersign.crypto.finalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.acinq.bitcoin.PrivateKey;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.crypto.psbt.PsbtWriter;
import io.countersign.crypto.sighash.LegacySighash;
import io.countersign.crypto.sighash.SegwitV0Sighash;
import io.countersign.crypto.sighash.SighashType;
import io.countersign.crypto.verify.ContributionVerifier;
import io.countersign.crypto.verify.ExpectedInput;
import io.countersign.crypto.verify.ExpectedSpend;
import io.countersign.crypto.verify.Verdict;
import io.countersign.testing.TestSpend;
import io.countersign.testing.VectorCase;
import io.countersign.testing.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The signers of BIP174 and Bitcoin Core: bitcoin-kmp signs our hashes, our container carries the result")
class PsbtSignerVectorTest {

    /** Its signer tries nonces until r is short (71 bytes), which bitcoin-kmp does not. */
    private static final Set<String> SIGNED_WITH_OTHER_NONCES = Set.of("signer-02");

    static Stream<VectorCase> signed() {
        return Stream.of("psbt_bip174.json", "psbt_core_rpc.json")
                .flatMap(Vectors::cases)
                .filter(test -> test.input().path("role").asText().equals("signer"))
                .filter(VectorCase::valid);
    }

    @ParameterizedTest
    @MethodSource("signed")
    void findsTheirSignaturesRight(VectorCase test) {
        Psbt result = PsbtReader.readText(test.expected("result"));

        Verdict verdict = ContributionVerifier.verify(spend(result), result);

        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.RIGHT);
        assertThat(verdict.offered()).isEqualTo(keys(test).size());
    }

    @ParameterizedTest
    @MethodSource("signed")
    void makesTheSamePsbt(VectorCase test) {
        Psbt psbt = PsbtReader.readText(test.input("psbt"));
        ExpectedSpend spend = spend(psbt);
        List<PsbtInput> inputs = IntStream.range(0, psbt.inputs().size())
                .mapToObj(i -> signed(psbt.inputs().get(i), spend, i, keys(test)))
                .toList();
        String signed = PsbtWriter.writeText(psbt.withInputs(inputs));

        assertThat(signed.equals(test.expected("result"))).isNotEqualTo(SIGNED_WITH_OTHER_NONCES.contains(test.id()));
    }

    private static PsbtInput signed(PsbtInput input, ExpectedSpend spend, int index, List<PrivateKey> keys) {
        PsbtInput changed = input;
        for (PrivateKey key : keys) {
            if (spend.inputs()
                    .get(index)
                    .findKey(TestSpend.publicKey(key).bytes())
                    .isPresent()) {
                changed = changed.withPartialSignature(
                        TestSpend.publicKey(key), TestSpend.sign(sighash(spend, index), key, 1));
            }
        }
        return changed;
    }

    private static Bytes32 sighash(ExpectedSpend spend, int index) {
        ExpectedInput input = spend.inputs().get(index);
        return input.kind().isSegwit()
                ? SegwitV0Sighash.of(spend.unsigned())
                        .hash(index, input.script(), input.coin().amount(), SighashType.ALL)
                : LegacySighash.hash(spend.unsigned(), index, input.script(), SighashType.ALL);
    }

    private static ExpectedSpend spend(Psbt psbt) {
        List<ExpectedInput> facts = IntStream.range(0, psbt.inputs().size())
                .mapToObj(i -> PsbtSpend.expectedInput(psbt, i))
                .toList();
        return new ExpectedSpend(psbt.unsignedTransaction(), facts, Set.of());
    }

    private static List<PrivateKey> keys(VectorCase test) {
        List<PrivateKey> keys = new ArrayList<>();
        test.input().path("keys").forEach(key -> keys.add(key(key.get("privkey"))));
        test.input().path("privkeys").forEach(key -> keys.add(key(key)));
        return keys;
    }

    private static PrivateKey key(JsonNode hex) {
        return new PrivateKey(Bytes.ofHex(hex.asText()).toArray());
    }
}
