package io.countersign.crypto.finalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.acinq.bitcoin.ScriptFlags;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.testing.VectorCase;
import io.countersign.testing.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("BIP143's whole transactions by the interpreter")
class Bip143TransactionTest {

    /** Consensus alone: some of these scripts are no longer relayed. */
    private static final int CONSENSUS =
            ScriptFlags.SCRIPT_VERIFY_P2SH | ScriptFlags.SCRIPT_VERIFY_WITNESS | ScriptFlags.SCRIPT_VERIFY_NULLDUMMY;

    static Stream<VectorCase> whole() {
        return Vectors.cases("sighash_bip143.json").filter(test -> test.id().startsWith("verify-"));
    }

    @ParameterizedTest
    @MethodSource("whole")
    void passesEveryInput(VectorCase test) {
        Transaction transaction = Transaction.parse(Bytes.ofHex(test.input("signed_tx")));
        List<TxOutput> coins = new ArrayList<>();
        for (JsonNode coin : test.input().get("spent_outputs")) {
            coins.add(new TxOutput(
                    Long.parseLong(coin.get("amount_sat").asText()),
                    Bytes.ofHex(coin.get("script").asText())));
        }
        ScriptInterpreter interpreter = new ScriptInterpreter(transaction, coins);

        assertThat(IntStream.range(0, coins.size()).mapToObj(i -> interpreter.run(i, CONSENSUS)))
                .allMatch(java.util.Optional::isEmpty);
    }
}
