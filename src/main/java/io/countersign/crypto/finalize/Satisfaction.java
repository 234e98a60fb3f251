package io.countersign.crypto.finalize;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.script.ScriptBuilder;
import io.countersign.crypto.verify.ExpectedInput;
import java.util.ArrayList;
import java.util.List;

/** What satisfies a multi-signature script: the scriptSig and the witness of its input. */
record Satisfaction(Bytes scriptSig, List<Bytes> witness) {

    /** @param signatures as many as the threshold, in the order of the script's keys */
    static Satisfaction of(ExpectedInput input, List<Bytes> signatures) {
        List<Bytes> stack = stack(input, signatures);
        return switch (input.kind()) {
            case WSH -> new Satisfaction(Bytes.EMPTY, stack);
            case SH_WSH -> new Satisfaction(pushes(List.of(input.redeemScript().orElseThrow())), stack);
            case SH -> new Satisfaction(pushes(stack), List.of());
        };
    }

    private static List<Bytes> stack(ExpectedInput input, List<Bytes> signatures) {
        List<Bytes> stack = new ArrayList<>(signatures.size() + 2);
        // CHECKMULTISIG takes one element too many, which must be empty (BIP147).
        stack.add(Bytes.EMPTY);
        stack.addAll(signatures);
        stack.add(input.script());
        return stack;
    }

    private static Bytes pushes(List<Bytes> stack) {
        ScriptBuilder script = new ScriptBuilder();
        stack.forEach(script::data);
        return script.build();
    }
}
