package io.countersign.crypto.finalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.acinq.bitcoin.ScriptFlags;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import io.countersign.testing.VectorCase;
import io.countersign.testing.Vectors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Bitcoin Core's tx_valid and tx_invalid")
class TransactionVectorTest {

    /** libsecp256k1's binding takes no signature of 8 bytes (r = s = 1): bitcoin-kmp refuses what consensus would allow. */
    private static final Set<String> REFUSED_BY_THE_INTERPRETER = Set.of("valid-006");

    static Stream<VectorCase> valid() {
        return Vectors.cases("core_tx_valid.json");
    }

    static Stream<VectorCase> invalid() {
        return Vectors.cases("core_tx_invalid.json");
    }

    @ParameterizedTest
    @MethodSource("valid")
    void takesWhatIsValid(VectorCase test) {
        Transaction transaction = Transaction.parse(Bytes.ofHex(test.input("tx")));
        int excluded = ScriptVectorTest.Flags.of(test.input().get("excluded_flags"));

        assertThat(TransactionCheck.faults(transaction)).isEmpty();
        assertThat(passes(transaction, test, consistent(ScriptVectorTest.Flags.ALL & ~excluded)))
                .isNotEqualTo(REFUSED_BY_THE_INTERPRETER.contains(test.id()));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void refusesWhatIsNot(VectorCase test) {
        Transaction transaction = Transaction.parse(Bytes.ofHex(test.input("tx")));
        boolean checkFails = test.expected("result").equals("fails-transaction-check");

        assertThat(TransactionCheck.faults(transaction).isEmpty()).isNotEqualTo(checkFails);
        if (!checkFails) {
            assertThat(passes(
                            transaction,
                            test,
                            ScriptVectorTest.Flags.of(test.input().get("flags"))))
                    .isFalse();
        }
    }

    private static boolean passes(Transaction transaction, VectorCase test, int flags) {
        Map<Outpoint, TxOutput> coins = coins(test);
        List<TxOutput> spent = transaction.outpoints().stream().map(coins::get).toList();
        ScriptInterpreter interpreter = new ScriptInterpreter(transaction, spent);
        return IntStream.range(0, spent.size())
                .allMatch(i -> interpreter.run(i, flags).isEmpty());
    }

    private static Map<Outpoint, TxOutput> coins(VectorCase test) {
        Map<Outpoint, TxOutput> coins = new HashMap<>();
        for (JsonNode prevout : test.input().get("prevouts")) {
            coins.put(
                    new Outpoint(
                            Txid.parse(prevout.get("txid").asText()),
                            prevout.get("vout").asLong()),
                    new TxOutput(
                            Long.parseLong(prevout.path("amount_sat").asText("0")),
                            Bytes.ofHex(prevout.get("script").asText())));
        }
        return coins;
    }

    /** Some flags mean nothing without others: segwit without P2SH, a clean stack without segwit. */
    private static int consistent(int flags) {
        int kept = flags;
        if ((kept & ScriptFlags.SCRIPT_VERIFY_P2SH) == 0) {
            kept &= ~ScriptFlags.SCRIPT_VERIFY_WITNESS;
        }
        if ((kept & ScriptFlags.SCRIPT_VERIFY_WITNESS) == 0) {
            kept &= ~ScriptFlags.SCRIPT_VERIFY_CLEANSTACK;
        }
        return kept;
    }
}
