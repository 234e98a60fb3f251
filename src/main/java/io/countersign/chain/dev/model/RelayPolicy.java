package io.countersign.chain.dev.model;

import io.countersign.chain.BroadcastAnswer.Rejection;
import io.countersign.chain.RejectReason;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.finalize.OutputPolicy;
import io.countersign.crypto.finalize.TransactionFault;
import io.countersign.crypto.script.ScriptTemplate;
import io.countersign.crypto.script.ScriptToken;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Bitcoin Core's default relay policy for a signed transaction, in its words: valid is not enough to be passed on. */
final class RelayPolicy {

    private static final int MAX_WEIGHT = 400_000;
    private static final int LEAST_SIZE = 65;
    private static final int MAX_VERSION = 3;
    private static final int MAX_SCRIPT_SIG = 1_650;
    private static final int MAX_WITNESS_SCRIPT = 3_600;
    private static final int MAX_STACK_ITEMS = 100;
    private static final int MAX_STACK_ITEM = 80;
    private static final int LAST_PUSH = 0x60;
    private static final int ANNEX_TAG = 0x50;

    /** A scriptSig that is one push of a version 0 program of 32 bytes: P2SH around P2WSH. */
    private static final Bytes NESTED_PROGRAM = Bytes.ofHex("220020");

    private RelayPolicy() {}

    /** @param coins what the inputs spend, in their order */
    static Optional<Rejection> judge(Transaction transaction, List<TxOutput> coins) {
        return judgeForm(transaction)
                .or(() -> judgeOutputs(transaction.outputs()))
                .or(() -> IntStream.range(0, coins.size())
                        .mapToObj(i -> judgeInput(transaction.inputs().get(i), coins.get(i)))
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    private static Optional<Rejection> judgeForm(Transaction transaction) {
        if (transaction.version() < 1 || transaction.version() > MAX_VERSION) {
            return notStandard("version");
        }
        if (transaction.weight() > MAX_WEIGHT) {
            return notStandard("tx-size");
        }
        return transaction.serializeWithoutWitness().size() < LEAST_SIZE
                ? notStandard("tx-size-small")
                : Optional.empty();
    }

    private static Optional<Rejection> judgeOutputs(List<TxOutput> outputs) {
        return OutputPolicy.faults(outputs).stream()
                .findFirst()
                .map(fault -> new Rejection(reason(fault.reason()), fault.sentence()));
    }

    private static RejectReason reason(TransactionFault.Reason reason) {
        return switch (reason) {
            case DUST -> RejectReason.DUST;
            case DATA_BURNS_COINS -> RejectReason.BURNS_COINS;
            default -> RejectReason.NOT_STANDARD;
        };
    }

    private static Optional<Rejection> judgeInput(TxInput input, TxOutput coin) {
        if (input.scriptSig().size() > MAX_SCRIPT_SIG) {
            return notStandard("scriptsig-size");
        }
        if (!isPushOnly(input.scriptSig())) {
            return notStandard("scriptsig-not-pushonly");
        }
        boolean isNested = input.scriptSig().startsWith(NESTED_PROGRAM);
        return switch (ScriptTemplate.of(coin.script())) {
            case NON_STANDARD, NULL_DATA, WITNESS_UNKNOWN -> notStandard("bad-txns-nonstandard-inputs");
            case P2WSH -> judgeWitness(isStandardWitness(input.witness()));
            case P2SH -> judgeWitness(!isNested || isStandardWitness(input.witness()));
            case P2TR -> judgeWitness(isStandardTaprootWitness(input.witness()));
            case P2A -> judgeWitness(input.witness().isEmpty());
            case P2PKH, P2PK, P2WPKH, MULTISIG -> Optional.empty();
        };
    }

    private static boolean isPushOnly(Bytes scriptSig) {
        return ScriptToken.read(scriptSig)
                .map(tokens -> tokens.stream().allMatch(token -> token.opcode() <= LAST_PUSH))
                .orElse(false);
    }

    /** The last item is the witness script; the others go onto the stack. */
    private static boolean isStandardWitness(List<Bytes> witness) {
        int items = witness.size() - 1;
        return items >= 0
                && witness.get(items).size() <= MAX_WITNESS_SCRIPT
                && items <= MAX_STACK_ITEMS
                && areSmall(witness.subList(0, items));
    }

    /** No annex; on a script path (two items more: script and control block) the stack is bounded too. */
    private static boolean isStandardTaprootWitness(List<Bytes> witness) {
        if (witness.size() < 2) {
            return true;
        }
        Bytes last = witness.get(witness.size() - 1);
        boolean hasAnnex = !last.isEmpty() && last.at(0) == ANNEX_TAG;
        return !hasAnnex && areSmall(witness.subList(0, witness.size() - 2));
    }

    private static boolean areSmall(List<Bytes> items) {
        return items.stream().allMatch(item -> item.size() <= MAX_STACK_ITEM);
    }

    private static Optional<Rejection> judgeWitness(boolean isStandard) {
        return isStandard ? Optional.empty() : notStandard("bad-witness-nonstandard");
    }

    private static Optional<Rejection> notStandard(String words) {
        return Optional.of(new Rejection(RejectReason.NOT_STANDARD, words));
    }
}
