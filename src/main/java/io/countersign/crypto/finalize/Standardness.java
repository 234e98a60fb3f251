package io.countersign.crypto.finalize;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.script.ScriptTemplate;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.verify.ExpectedSpend;
import io.countersign.crypto.verify.SpendKind;
import java.util.Optional;

/**
 * What Bitcoin Core's default policy relays, as far as an unsigned transaction tells. A signed transaction that nobody relays is
 * stranded, so this is asked before anyone signs.
 */
public final class Standardness {

    private static final int MAX_WEIGHT = 400_000;
    private static final int LEAST_SIZE = 65;
    private static final int MAX_SIGOP_COST = 16_000;
    private static final int P2SH_MAX_SIGOPS = 15;
    private static final int MAX_NULL_DATA = 100_000;
    private static final int DUST_RATE = 3;
    private static final int SEGWIT_SPEND = 67;
    private static final int LEGACY_SPEND = 148;
    private static final long LOCKTIME_THRESHOLD = 500_000_000L;

    private Standardness() {}

    /** The kinds of objection. */
    public enum Kind {
        NOT_STANDARD,
        DUST,
        NOT_FINAL
    }

    /** An objection, in a sentence. */
    public record Objection(Kind kind, String detail) {}

    /**
     * The first objection to a spend, or nothing.
     *
     * @param nextHeight the height of the block that could take it
     * @param medianTimePast of the tip, in seconds since 1970 (BIP113)
     */
    public static Optional<Objection> find(ExpectedSpend spend, int nextHeight, long medianTimePast) {
        Transaction unsigned = spend.unsigned();
        return form(spend)
                .or(() -> outputs(unsigned))
                .or(() -> isFinal(unsigned, nextHeight, medianTimePast)
                        ? Optional.empty()
                        : Optional.of(new Objection(
                                Kind.NOT_FINAL,
                                "The lock time %d is not reached: the next block is %d, the median time past %d."
                                        .formatted(unsigned.lockTime(), nextHeight, medianTimePast))));
    }

    private static Optional<Objection> form(ExpectedSpend spend) {
        Transaction unsigned = spend.unsigned();
        if (unsigned.inputs().isEmpty() || unsigned.outputs().isEmpty()) {
            return objection("The transaction needs at least one input and one output.");
        }
        if (unsigned.version() < 1 || unsigned.version() > 3) {
            return objection("The transaction's version is %d; 1 to 3 are relayed.".formatted(unsigned.version()));
        }
        if (unsigned.serializeWithoutWitness().size() < LEAST_SIZE) {
            return objection("The transaction has fewer than %d bytes without witnesses.".formatted(LEAST_SIZE));
        }
        int weight = SizeEstimate.weight(spend);
        if (weight > MAX_WEIGHT) {
            return objection("The transaction may weigh %d; at most %d is relayed.".formatted(weight, MAX_WEIGHT));
        }
        if (sigopCost(spend) > MAX_SIGOP_COST) {
            return objection("The inputs' scripts check more signatures than one transaction may.");
        }
        return Optional.empty();
    }

    private static int sigopCost(ExpectedSpend spend) {
        return spend.inputs().stream()
                .mapToInt(input -> input.kind() == SpendKind.SH
                        ? 4 * Math.max(input.keys().size(), P2SH_MAX_SIGOPS)
                        : input.keys().size())
                .sum();
    }

    private static Optional<Objection> outputs(Transaction unsigned) {
        int nullData = 0;
        for (int i = 0; i < unsigned.outputs().size(); i++) {
            TxOutput output = unsigned.outputs().get(i);
            ScriptTemplate template = ScriptTemplate.of(output.script());
            if (template == ScriptTemplate.NON_STANDARD) {
                return objection("The script of output %d is none that is relayed.".formatted(i));
            }
            if (template == ScriptTemplate.NULL_DATA) {
                nullData += output.script().size();
            } else if (output.amountSat() < dustLimit(output)) {
                return Optional.of(new Objection(
                        Kind.DUST,
                        "Output %d pays %d sat; below %d sat it is dust."
                                .formatted(i, output.amountSat(), dustLimit(output))));
            }
        }
        return nullData > MAX_NULL_DATA
                ? objection("The OP_RETURN outputs have more than %d bytes.".formatted(MAX_NULL_DATA))
                : Optional.empty();
    }

    /** Three times what the output and the input that spends it weigh, at 1 sat/vB (Core's GetDustThreshold). */
    static long dustLimit(TxOutput output) {
        int spend = isWitnessProgram(output.script()) ? SEGWIT_SPEND : LEGACY_SPEND;
        return (long) (output.serialize().size() + spend) * DUST_RATE;
    }

    /** BIP141: a version and one push of 2 to 40 bytes. */
    private static boolean isWitnessProgram(Bytes script) {
        int size = script.size();
        return size >= 4
                && size <= 42
                && (script.at(0) == 0 || script.at(0) >= 0x51 && script.at(0) <= 0x60)
                && script.at(1) == size - 2;
    }

    /** Core's IsFinalTx, with the median time past (BIP113). */
    static boolean isFinal(Transaction transaction, int nextHeight, long medianTimePast) {
        long lockTime = transaction.lockTime();
        if (lockTime == 0) {
            return true;
        }
        long now = lockTime < LOCKTIME_THRESHOLD ? nextHeight : medianTimePast;
        return lockTime < now
                || transaction.inputs().stream().allMatch(input -> input.sequence() == TxInput.FINAL_SEQUENCE);
    }

    private static Optional<Objection> objection(String detail) {
        return Optional.of(new Objection(Kind.NOT_STANDARD, detail));
    }
}
