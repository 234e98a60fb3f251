package io.countersign.crypto.finalize;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.finalize.TransactionFault.Reason;
import io.countersign.crypto.script.ScriptTemplate;
import io.countersign.crypto.script.ScriptToken;
import io.countersign.crypto.tx.TxOutput;
import java.util.ArrayList;
import java.util.List;

/** What relay policy asks of outputs: known scripts, no dust, little data. */
public final class OutputPolicy {

    /** Bitcoin Core's dust relay fee, 3000 sat a kvB, by vB. */
    private static final int DUST_RATE = 3;

    private static final int SPENDING_SEGWIT = 67;
    private static final int SPENDING_LEGACY = 148;
    private static final int MOST_BARE_KEYS = 3;
    private static final int MOST_DATA = 100_000;

    private OutputPolicy() {}

    /** The least amount that is no dust for an output with this script. */
    public static long dustLimitSat(Bytes script) {
        if (ScriptTemplate.of(script) == ScriptTemplate.NULL_DATA) {
            return 0;
        }
        int size = new TxOutput(0, script).serialize().size();
        int spending = ScriptTemplate.isWitnessProgram(script) ? SPENDING_SEGWIT : SPENDING_LEGACY;
        return (long) DUST_RATE * (size + spending);
    }

    /** All that speaks against relaying {@code outputs}; empty where nothing does. */
    public static List<TransactionFault> faults(List<TxOutput> outputs) {
        List<TransactionFault> faults = new ArrayList<>();
        int data = 0;
        for (int i = 0; i < outputs.size(); i++) {
            TxOutput output = outputs.get(i);
            if (!isStandard(output.script())) {
                faults.add(TransactionFault.of(
                        Reason.SCRIPT_NOT_STANDARD, "Output %d has a script that nodes do not relay.", i));
            } else if (ScriptTemplate.of(output.script()) == ScriptTemplate.NULL_DATA) {
                data += output.script().size();
                checkBurn(i, output, faults);
            } else {
                checkDust(i, output, faults);
            }
        }
        if (data > MOST_DATA) {
            faults.add(TransactionFault.of(
                    Reason.DATA_TOO_LARGE, "The OP_RETURN outputs have %d bytes; nodes relay 100,000.", data));
        }
        return faults;
    }

    private static boolean isStandard(Bytes script) {
        return switch (ScriptTemplate.of(script)) {
            case P2PKH, P2SH, P2WPKH, P2WSH, P2TR, P2A, P2PK, NULL_DATA, WITNESS_UNKNOWN -> true;
            case MULTISIG -> ScriptToken.read(script).orElseThrow().size() - 3 <= MOST_BARE_KEYS;
            case NON_STANDARD -> false;
        };
    }

    private static void checkDust(int index, TxOutput output, List<TransactionFault> faults) {
        long limit = dustLimitSat(output.script());
        if (output.amountSat() < limit) {
            faults.add(TransactionFault.of(
                    Reason.DUST, "Output %d has %d sat; below %d sat it is dust.", index, output.amountSat(), limit));
        }
    }

    /** Nodes take it, but refuse to be the first to send it. */
    private static void checkBurn(int index, TxOutput output, List<TransactionFault> faults) {
        if (output.amountSat() > 0) {
            faults.add(TransactionFault.of(
                    Reason.DATA_BURNS_COINS, "Output %d is an OP_RETURN and would burn its amount.", index));
        }
    }
}
