package io.countersign.crypto.finalize;

import fr.acinq.bitcoin.ScriptFlags;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxOutput;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Runs every input of a finished transaction through the independent interpreter, with the flags of relay policy. */
public final class SpendCheck {

    private SpendCheck() {}

    /** The first input that fails and why; empty where all pass. {@code spent} are the coins in the order of the inputs. */
    public static Optional<ScriptFailure> run(Transaction transaction, List<TxOutput> spent) {
        ScriptInterpreter interpreter = new ScriptInterpreter(transaction, spent);
        return IntStream.range(0, spent.size())
                .mapToObj(i -> interpreter
                        .run(i, ScriptFlags.STANDARD_SCRIPT_VERIFY_FLAGS)
                        .map(text -> new ScriptFailure(i, text)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** An input whose scripts fail, with the interpreter's words. */
    public record ScriptFailure(int inputIndex, String detail) {}
}
