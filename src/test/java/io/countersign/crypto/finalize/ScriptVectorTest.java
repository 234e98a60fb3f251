package io.countersign.crypto.finalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.acinq.bitcoin.ScriptFlags;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.script.ScriptBuilder;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import io.countersign.testing.VectorCase;
import io.countersign.testing.Vectors;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Bitcoin Core's script_tests by the interpreter that checks final transactions")
class ScriptVectorTest {

    private static final Outpoint NULL = new Outpoint(new Txid(Bytes32.ofHex("00".repeat(32))), 0xffffffffL);

    static Stream<VectorCase> scripts() {
        return Vectors.cases("core_script_tests.json");
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void agreesWithBitcoinCore(VectorCase test) {
        long amount = Long.parseLong(test.input().path("amount_sat").asText("0"));
        TxOutput coin = new TxOutput(amount, Bytes.ofHex(test.input("script_pubkey")));
        Transaction crediting = new Transaction(1, List.of(input(NULL, twoZeros(), List.of())), List.of(coin), 0);
        Outpoint spent = new Outpoint(crediting.txid(), 0);
        Transaction spending = new Transaction(
                1,
                List.of(input(spent, Bytes.ofHex(test.input("script_sig")), witness(test))),
                List.of(new TxOutput(amount, Bytes.EMPTY)),
                0);

        var failure = new ScriptInterpreter(spending, List.of(coin))
                .run(0, Flags.of(test.input().get("flags")));

        assertThat(failure.isEmpty()).as(failure.toString()).isEqualTo(test.valid());
    }

    private static Bytes twoZeros() {
        return new ScriptBuilder().data(Bytes.EMPTY).data(Bytes.EMPTY).build();
    }

    private static TxInput input(Outpoint outpoint, Bytes scriptSig, List<Bytes> witness) {
        return new TxInput(outpoint, scriptSig, TxInput.FINAL_SEQUENCE, witness);
    }

    private static List<Bytes> witness(VectorCase test) {
        return StreamSupport.stream(test.input().path("witness").spliterator(), false)
                .map(JsonNode::asText)
                .map(Bytes::ofHex)
                .toList();
    }

    /** Bitcoin Core's names of the flags as bitcoin-kmp's bits. */
    static final class Flags {

        /** All that Bitcoin Core knows. */
        static final int ALL = (1 << 21) - 1;

        private Flags() {}

        static int of(JsonNode names) {
            int flags = StreamSupport.stream(names.spliterator(), false)
                    .mapToInt(name -> of(name.asText()))
                    .reduce(0, (one, other) -> one | other);
            boolean clean = (flags & ScriptFlags.SCRIPT_VERIFY_CLEANSTACK) != 0;
            return clean ? flags | ScriptFlags.SCRIPT_VERIFY_P2SH | ScriptFlags.SCRIPT_VERIFY_WITNESS : flags;
        }

        static int of(String name) {
            try {
                return ScriptFlags.class.getField("SCRIPT_VERIFY_" + name).getInt(null);
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException("unknown flag " + name, e);
            }
        }
    }
}
