package io.countersign.crypto.finalize;

import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.verify.ExpectedInput;
import io.countersign.crypto.verify.ExpectedSpend;

/** How large a spend can become: every signature with 72 bytes, its hash type included. */
public final class SizeEstimate {

    private static final int SIGNATURE_PUSH = 73;
    private static final int WITNESS_SCALE = 4;
    private static final int SEGWIT_MARKER = 2;
    private static final int NESTED_SCRIPT_SIG = 35;

    private SizeEstimate() {}

    /** Virtual bytes in the worst case (BIP141). */
    public static int virtualSize(ExpectedSpend spend) {
        return (weight(spend) + WITNESS_SCALE - 1) / WITNESS_SCALE;
    }

    /** Weight units in the worst case. */
    public static int weight(ExpectedSpend spend) {
        Transaction unsigned = spend.unsigned();
        int weight = unsigned.serializeWithoutWitness().size() * WITNESS_SCALE;
        boolean isSegwit =
                spend.inputs().stream().anyMatch(input -> input.kind().isSegwit());
        for (ExpectedInput input : spend.inputs()) {
            weight += switch (input.kind()) {
                case WSH -> witness(input);
                case SH_WSH -> NESTED_SCRIPT_SIG * WITNESS_SCALE + witness(input);
                case SH -> legacy(input) * WITNESS_SCALE + (isSegwit ? 1 : 0);
            };
        }
        return isSegwit ? weight + SEGWIT_MARKER : weight;
    }

    /** Count, the dummy, the signatures and the script with its length. */
    private static int witness(ExpectedInput input) {
        int script = input.script().size();
        return 2 + input.threshold() * SIGNATURE_PUSH + lengthSize(script) + script;
    }

    /** What the scriptSig has beyond its length byte when empty. */
    private static int legacy(ExpectedInput input) {
        int script = input.script().size();
        int push = script < 76 ? 1 : script <= 0xff ? 2 : 3;
        int scriptSig = 1 + input.threshold() * SIGNATURE_PUSH + push + script;
        return scriptSig + lengthSize(scriptSig) - 1;
    }

    private static int lengthSize(int length) {
        return length < 0xfd ? 1 : 3;
    }
}
