package io.countersign.crypto.psbt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.key.DerivationPath;
import io.countersign.crypto.key.Fingerprint;
import io.countersign.crypto.key.KeyOrigin;
import io.countersign.crypto.script.Address;
import io.countersign.crypto.sighash.SighashType;
import io.countersign.crypto.tx.Network;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import io.countersign.testing.VectorCase;
import io.countersign.testing.Vectors;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("BIP174, BIP370, BIP371, BIP373 and Bitcoin Core's PSBTs")
class PsbtVectorTest {

    /** Bitcoin Core refuses these on decoding; here the container is well-formed and {@link CoinCheck} refuses the coin. */
    private static final Map<String, CoinFault> JUDGED_BY_COIN_CHECK = Map.of(
            "invalid-40", CoinFault.PREVIOUS_TRANSACTION_WRONG,
            "invalid-41", CoinFault.OUTPUT_MISSING);

    private static final List<String> FILES = List.of(
            "psbt_bip174.json", "psbt_bip370.json", "psbt_bip371.json", "psbt_bip373.json", "psbt_core_rpc.json");

    static Stream<VectorCase> parsed() {
        return FILES.stream()
                .flatMap(Vectors::cases)
                .filter(test -> test.input().path("role").asText("parser").equals("parser"));
    }

    static Stream<VectorCase> lockTimes() {
        return ofRole("psbt_bip370.json", "locktime");
    }

    static Stream<VectorCase> combined() {
        return Stream.concat(ofRole("psbt_bip174.json", "combiner"), ofRole("psbt_core_rpc.json", "combiner"));
    }

    static Stream<VectorCase> refusedBySigners() {
        return Stream.concat(ofRole("psbt_bip174.json", "signer"), ofRole("psbt_core_rpc.json", "signer"))
                .filter(test -> !test.valid());
    }

    private static Stream<VectorCase> ofRole(String file, String role) {
        return Vectors.cases(file)
                .filter(test -> test.input().path("role").asText().equals(role));
    }

    @ParameterizedTest
    @MethodSource("parsed")
    void readsWhatIsRightAndRefusesTheRest(VectorCase test) {
        CoinFault fault = JUDGED_BY_COIN_CHECK.get(test.id());
        if (fault != null) {
            assertThat(CoinCheck.of(PsbtReader.readText(test.input("psbt")), 0).faults())
                    .contains(fault);
        } else if (test.valid()) {
            Psbt psbt = PsbtReader.readText(test.input("psbt"));
            assertThat(PsbtReader.read(PsbtWriter.write(psbt))).isEqualTo(psbt);
        } else {
            assertThatThrownBy(() -> PsbtReader.readText(test.input("psbt"))).isInstanceOf(MalformedException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("lockTimes")
    void worksOutTheLockTime(VectorCase test) {
        Psbt psbt = PsbtReader.readText(test.input("psbt"));
        if (test.valid()) {
            assertThat(psbt.unsignedTransaction().lockTime())
                    .isEqualTo(test.expected().get("locktime").asLong());
        } else {
            assertThatThrownBy(psbt::unsignedTransaction).isInstanceOf(MalformedException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("combined")
    void combines(VectorCase test) {
        List<Psbt> psbts = StreamSupport.stream(test.input().get("psbts").spliterator(), false)
                .map(JsonNode::asText)
                .map(PsbtReader::readText)
                .toList();

        assertThat(PsbtWriter.writeText(Combiner.combine(psbts))).isEqualTo(test.expected("result"));
    }

    @ParameterizedTest
    @MethodSource("refusedBySigners")
    void findsWhyASignerMustRefuse(VectorCase test) {
        Psbt psbt = PsbtReader.readText(test.input("psbt"));

        assertThat(psbt.inputs())
                .extracting(input ->
                        CoinCheck.of(psbt, psbt.inputs().indexOf(input)).faults())
                .anyMatch(faults -> faults.stream().anyMatch(fault -> fault != CoinFault.PREVIOUS_TRANSACTION_MISSING));
    }

    @Test
    void createsAsBip174() {
        VectorCase test = find("psbt_bip174.json", "sequence-01-creator");
        assertThat(PsbtWriter.writeText(PsbtV0.of(transaction(test)))).isEqualTo(test.expected("result"));
    }

    @Test
    void createsAsBitcoinCore() {
        VectorCase test = find("psbt_core_rpc.json", "creator-01");
        List<TxOutput> outputs = StreamSupport.stream(
                        test.input().get("outputs").spliterator(), false)
                .map(output -> new TxOutput(
                        Long.parseLong(output.get("amount_sat").asText()),
                        Address.parse(output.get("address").asText(), Network.REGTEST)
                                .scriptPubKey()))
                .toList();
        Transaction unsigned = new Transaction(2, inputs(test, TxInput.FINAL_SEQUENCE), outputs, 0);

        assertThat(PsbtWriter.writeText(PsbtV0.of(unsigned))).isEqualTo(test.expected("result"));
    }

    @Test
    void updatesAsBip174() {
        VectorCase test = find("psbt_bip174.json", "sequence-02-updater");
        JsonNode facts = test.input();
        List<Transaction> previous = StreamSupport.stream(
                        facts.get("previous_txs").spliterator(), false)
                .map(hex -> Transaction.parse(Bytes.ofHex(hex.asText())))
                .toList();
        List<KeyDerivation> keys = StreamSupport.stream(facts.get("keys").spliterator(), false)
                .map(PsbtVectorTest::derivation)
                .toList();
        PsbtV0 psbt = PsbtReader.readText(test.input("psbt")).toV0();
        long spent = psbt.unsignedTransaction().inputs().get(1).outpoint().vout();

        PsbtV0 updated = psbt.withInput(
                        0,
                        psbt.inputs()
                                .get(0)
                                .withNonWitnessUtxo(previous.get(1))
                                .withRedeemScript(hex(facts, "redeem_scripts", 0))
                                .withDerivations(keys.subList(0, 2)))
                .withInput(
                        1,
                        psbt.inputs()
                                .get(1)
                                .withWitnessUtxo(previous.get(0).outputs().get((int) spent))
                                .withRedeemScript(hex(facts, "redeem_scripts", 1))
                                .withWitnessScript(hex(facts, "witness_scripts", 0))
                                .withDerivations(keys.subList(2, 4)))
                .withOutput(0, psbt.outputs().get(0).withDerivation(keys.get(4)))
                .withOutput(1, psbt.outputs().get(1).withDerivation(keys.get(5)));

        assertThat(PsbtWriter.writeText(updated)).isEqualTo(test.expected("result"));
    }

    @Test
    void setsTheSighashTypeAsBip174() {
        VectorCase test = find("psbt_bip174.json", "sequence-03-updater-sighash");
        Psbt psbt = PsbtReader.readText(test.input("psbt"));
        Psbt updated = psbt.withInputs(psbt.inputs().stream()
                .map(input -> input.withSighashType(SighashType.ALL))
                .toList());

        assertThat(PsbtWriter.writeText(updated)).isEqualTo(test.expected("result"));
    }

    private static VectorCase find(String file, String id) {
        return Vectors.cases(file)
                .filter(test -> test.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static KeyDerivation derivation(JsonNode key) {
        String path = key.get("path").asText().substring("m/".length());
        // Its master_xprv has this fingerprint, as the expected result shows.
        KeyOrigin origin = new KeyOrigin(Fingerprint.parse("d90c6a4f"), DerivationPath.parse(path));
        return new KeyDerivation(Bytes.ofHex(key.get("pubkey").asText()), origin);
    }

    private static Bytes hex(JsonNode facts, String field, int index) {
        return Bytes.ofHex(facts.get(field).get(index).asText());
    }

    private static List<TxInput> inputs(VectorCase test, long sequence) {
        return StreamSupport.stream(test.input().get("inputs").spliterator(), false)
                .map(input -> TxInput.unsigned(
                        new Outpoint(
                                Txid.parse(input.get("txid").asText()),
                                input.get("vout").asLong()),
                        sequence))
                .toList();
    }

    private static Transaction transaction(VectorCase test) {
        long sequence = Long.parseLong(test.input("sequence"), 16);
        List<TxInput> inputs = inputs(test, sequence);
        List<TxOutput> outputs = StreamSupport.stream(
                        test.input().get("outputs").spliterator(), false)
                .map(output -> new TxOutput(
                        Long.parseLong(output.get("amount_sat").asText()),
                        Bytes.ofHex(output.get("script").asText())))
                .toList();
        return new Transaction(
                test.input().get("tx_version").asInt(),
                inputs,
                outputs,
                test.input().get("locktime").asLong());
    }
}
