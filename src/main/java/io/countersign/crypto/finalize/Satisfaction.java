package io.countersign.crypto.finalize;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.script.ScriptBuilder;
import io.countersign.crypto.verify.ExpectedInput;
import io.countersign.crypto.verify.ExpectedLeaf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What satisfies an input: its scriptSig and its witness. */
record Satisfaction(Bytes scriptSig, List<Bytes> witness) {

    /** @param stack what the script of the spend path is given, from the bottom */
    static Satisfaction of(ExpectedInput input, List<Bytes> stack) {
        return switch (input.kind()) {
            case WSH -> new Satisfaction(Bytes.EMPTY, plus(stack, input.script()));
            case SH_WSH ->
                new Satisfaction(pushes(List.of(input.redeemScript().orElseThrow())), plus(stack, input.script()));
            case SH -> new Satisfaction(pushes(plus(stack, input.script())), List.of());
            case TR -> new Satisfaction(Bytes.EMPTY, taproot(stack, input.path().leaf()));
        };
    }

    /** BIP341: on the script path the leaf's script and its control block come last. */
    private static List<Bytes> taproot(List<Bytes> stack, Optional<ExpectedLeaf> leaf) {
        return leaf.map(run -> plus(stack, run.script(), run.controlBlock().bytes()))
                .orElse(stack);
    }

    private static List<Bytes> plus(List<Bytes> stack, Bytes... last) {
        List<Bytes> all = new ArrayList<>(stack);
        all.addAll(List.of(last));
        return all;
    }

    private static Bytes pushes(List<Bytes> stack) {
        ScriptBuilder script = new ScriptBuilder();
        stack.forEach(script::data);
        return script.build();
    }
}
