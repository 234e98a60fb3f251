package io.countersign.crypto.finalize;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.script.ScriptToken;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.verify.ExpectedInput;
import io.countersign.crypto.verify.ExpectedSpend;
import java.util.List;

/** Counts the signature checks that a spend asks for (BIP141, "Sigops"). */
final class Sigops {

    private static final int WITNESS_SCALE = 4;
    private static final int OP_1 = 0x51;
    private static final int OP_16 = 0x60;
    private static final int OP_CHECKSIG = 0xac;
    private static final int OP_CHECKSIGVERIFY = 0xad;
    private static final int OP_CHECKMULTISIG = 0xae;
    private static final int OP_CHECKMULTISIGVERIFY = 0xaf;
    private static final int MOST_KEYS = 20;

    private Sigops() {}

    /** Checks of segwit scripts count once, all others four times. */
    static int cost(ExpectedSpend spend) {
        int cost = 0;
        for (TxOutput output : spend.unsigned().outputs()) {
            cost += WITNESS_SCALE * count(output.script(), false);
        }
        for (ExpectedInput input : spend.inputs()) {
            if (input.kind().isTaproot()) {
                // A leaf pays for its checks by the size of its witness (BIP342): each signature has brought enough.
                continue;
            }
            int checks = count(input.script(), true);
            cost += input.kind().isSegwit() ? checks : WITNESS_SCALE * checks;
        }
        return cost;
    }

    /** Checks in scripts that are not segwit, as inputs execute them. */
    static int legacyExecuted(ExpectedSpend spend) {
        return spend.inputs().stream()
                .filter(input -> !input.kind().isSegwit())
                .mapToInt(input -> count(input.script(), true))
                .sum();
    }

    /** {@code accurate} takes a multisig's number of keys from before it, and 20 where it can't be read there. */
    static int count(Bytes script, boolean accurate) {
        List<ScriptToken> tokens = ScriptToken.read(script).orElse(List.of());
        int count = 0;
        int before = 0;
        for (ScriptToken token : tokens) {
            count += switch (token.opcode()) {
                case OP_CHECKSIG, OP_CHECKSIGVERIFY -> 1;
                case OP_CHECKMULTISIG, OP_CHECKMULTISIGVERIFY ->
                    accurate && before >= OP_1 && before <= OP_16 ? before - OP_1 + 1 : MOST_KEYS;
                default -> 0;
            };
            before = token.opcode();
        }
        return count;
    }
}
