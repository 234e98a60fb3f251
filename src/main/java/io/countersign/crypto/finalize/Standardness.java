package io.countersign.crypto.finalize;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.finalize.TransactionFault.Reason;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.verify.ExpectedInput;
import io.countersign.crypto.verify.ExpectedSpend;
import io.countersign.crypto.verify.SpendKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether the network will take a spend once it is signed, judged before anybody signs: consensus without scripts, then Bitcoin Core's
 * default relay policy for the largest size that it can have. A signed transaction that nodes refuse would be stranded.
 */
public final class Standardness {

    private static final int MAX_WEIGHT = 400_000;
    private static final int LEAST_SIZE = 65;
    private static final int MAX_SCRIPT_SIG = 1_650;
    private static final int MAX_WITNESS_SCRIPT = 3_600;
    private static final int MAX_STACK_ITEM = 80;
    private static final int MAX_WITNESS_STACK = 100;
    private static final int MAX_TAPSCRIPT_STACK = 1_000;
    private static final int MAX_REDEEM_SCRIPT = 520;
    private static final int MAX_P2SH_SIGOPS = 15;
    private static final int MAX_SIGOP_COST = 16_000;
    private static final int MAX_LEGACY_SIGOPS = 2_500;
    private static final int TRUC_VERSION = 3;
    private static final int MAX_TRUC_SIZE = 10_000;

    private final ExpectedSpend spend;
    private final List<TransactionFault> faults = new ArrayList<>();

    private Standardness(ExpectedSpend spend) {
        this.spend = spend;
    }

    /** The kinds of objection. */
    public enum Kind {
        NOT_STANDARD,
        DUST,
        NOT_FINAL
    }

    /** An objection, in a sentence. */
    public record Objection(Kind kind, String detail) {

        static Objection of(TransactionFault fault) {
            return new Objection(fault.reason().kind(), fault.sentence());
        }
    }

    /**
     * The first objection to a spend, or nothing.
     *
     * @param ages of the spent coins in the order of the inputs; relative locks of inputs beyond the list are not judged
     */
    public static Optional<Objection> find(ExpectedSpend spend, List<CoinAge> ages, NextBlock next) {
        return faults(spend, ages, next).stream().findFirst().map(Objection::of);
    }

    /**
     * All that speaks against the spend; empty where nothing does.
     *
     * @param ages of the spent coins in the order of the inputs; relative locks of inputs beyond the list are not judged
     */
    public static List<TransactionFault> faults(ExpectedSpend spend, List<CoinAge> ages, NextBlock next) {
        List<TransactionFault> consensus = TransactionCheck.faults(spend.unsigned());
        return consensus.isEmpty() ? new Standardness(spend).check(ages, next) : consensus;
    }

    private List<TransactionFault> check(List<CoinAge> ages, NextBlock next) {
        checkBalance();
        checkSize();
        faults.addAll(OutputPolicy.faults(spend.unsigned().outputs()));
        spend.inputs().forEach(this::checkSpentScript);
        checkSigops();
        checkLocks(ages, next);
        return List.copyOf(faults);
    }

    private void checkBalance() {
        long spent = sum(spend.coins());
        long paid = sum(spend.unsigned().outputs());
        if (paid > spent) {
            add(Reason.OUTPUTS_ABOVE_INPUTS, "The outputs have %d sat, and the inputs only %d sat.", paid, spent);
        }
    }

    private void checkSize() {
        Transaction largest = SizeEstimate.largest(spend);
        int version = largest.version();
        if (version < 1 || version > TRUC_VERSION) {
            add(Reason.VERSION_NOT_STANDARD, "The transaction has version %d; nodes relay 1 to 3.", version);
        }
        if (largest.weight() > MAX_WEIGHT) {
            add(Reason.TOO_HEAVY, "Signed, the transaction may weigh %d; nodes relay 400,000.", largest.weight());
        }
        if (version == TRUC_VERSION && largest.virtualSize() > MAX_TRUC_SIZE) {
            add(Reason.TOO_HEAVY, "A version 3 transaction has at most 10,000 vB (BIP431).");
        }
        if (largest.serializeWithoutWitness().size() < LEAST_SIZE) {
            add(Reason.TOO_SMALL, "Nodes do not relay transactions below 65 bytes.");
        }
        boolean oversized =
                largest.inputs().stream().anyMatch(input -> input.scriptSig().size() > MAX_SCRIPT_SIG);
        if (oversized) {
            add(Reason.SCRIPT_SIG_TOO_LARGE, "The scriptSig of an input may exceed 1,650 bytes.");
        }
    }

    private void checkSpentScript(ExpectedInput input) {
        checkStack(input);
        if (input.kind().isTaproot()) {
            return;
        }
        Bytes script = input.script();
        boolean isLegacy = input.kind() == SpendKind.SH;
        int most = isLegacy ? MAX_REDEEM_SCRIPT : MAX_WITNESS_SCRIPT;
        if (script.size() > most) {
            add(
                    Reason.SPENT_SCRIPT_NOT_STANDARD,
                    "A spent script has %d bytes; %d are the limit.",
                    script.size(),
                    most);
        }
        if (isLegacy && Sigops.count(script, true) > MAX_P2SH_SIGOPS) {
            add(Reason.SPENT_SCRIPT_NOT_STANDARD, "A spent P2SH script has more than 15 keys.");
        }
    }

    /** Bitcoin Core's IsWitnessStandard. */
    private void checkStack(ExpectedInput input) {
        List<Bytes> stack = SizeEstimate.largestStack(input);
        boolean isKeyPath = input.kind().isTaproot() && input.path().leaf().isEmpty();
        boolean hasLargeItem = !isKeyPath && stack.stream().anyMatch(item -> item.size() > MAX_STACK_ITEM);
        boolean isHigh = input.kind().isSegwit()
                && stack.size() > (input.kind().isTaproot() ? MAX_TAPSCRIPT_STACK : MAX_WITNESS_STACK);
        if (input.kind().isSegwit() && hasLargeItem || isHigh) {
            add(
                    Reason.SPENT_SCRIPT_NOT_STANDARD,
                    "A spent script is given more than 100 elements, or one of more than 80 bytes.");
        }
    }

    private void checkSigops() {
        if (Sigops.cost(spend) > MAX_SIGOP_COST || Sigops.legacyExecuted(spend) > MAX_LEGACY_SIGOPS) {
            add(Reason.TOO_MANY_SIGNATURE_CHECKS, "The transaction asks for more signature checks than nodes relay.");
        }
    }

    private void checkLocks(List<CoinAge> ages, NextBlock next) {
        if (!Finality.isFinal(spend.unsigned(), next)) {
            add(
                    Reason.NOT_FINAL,
                    "The lock time %d is not reached in the next block (height %d, time %d).",
                    spend.unsigned().lockTime(),
                    next.height(),
                    next.medianTimePast());
        }
        if (!Finality.meetsRelativeLocks(spend.unsigned(), ages, next)) {
            add(
                    Reason.RELATIVE_LOCK_NOT_MET,
                    "The sequence of an input asks for more confirmations of its coin (BIP68).");
        }
    }

    private static long sum(List<TxOutput> outputs) {
        return outputs.stream().mapToLong(TxOutput::amountSat).sum();
    }

    private void add(Reason reason, String sentence, Object... arguments) {
        faults.add(TransactionFault.of(reason, sentence, arguments));
    }
}
