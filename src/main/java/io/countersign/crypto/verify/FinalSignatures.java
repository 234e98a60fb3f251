package io.countersign.crypto.verify;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.script.ScriptBuilder;
import io.countersign.crypto.script.ScriptToken;
import java.util.List;
import java.util.Optional;

/** Takes the signatures out of an input that a signer has already finalized. */
final class FinalSignatures {

    private FinalSignatures() {}

    /** The signatures in the order of the script; empty where the final scripts are not those of the expected script. */
    static Optional<List<Bytes>> of(PsbtInput input, ExpectedInput expected) {
        Bytes scriptSig = input.finalScriptSig().orElse(Bytes.EMPTY);
        List<Bytes> witness = input.finalScriptWitness().orElse(List.of());
        return switch (expected.kind()) {
            case WSH -> scriptSig.isEmpty() ? ofStack(witness, expected) : Optional.empty();
            case SH_WSH -> isRightScriptSig(scriptSig, expected) ? ofStack(witness, expected) : Optional.empty();
            case SH ->
                witness.isEmpty()
                        ? ScriptToken.readPushes(scriptSig).flatMap(stack -> ofStack(stack, expected))
                        : Optional.empty();
        };
    }

    /** Signers that fill in the witness alone leave the scriptSig to others. */
    private static boolean isRightScriptSig(Bytes scriptSig, ExpectedInput expected) {
        Bytes pushed =
                new ScriptBuilder().data(expected.redeemScript().orElseThrow()).build();
        return scriptSig.isEmpty() || scriptSig.equals(pushed);
    }

    /** An empty element (BIP147), as many signatures as the threshold, the script. */
    private static Optional<List<Bytes>> ofStack(List<Bytes> stack, ExpectedInput expected) {
        int last = stack.size() - 1;
        boolean isExpected = stack.size() == expected.threshold() + 2
                && stack.get(0).isEmpty()
                && stack.get(last).equals(expected.script());
        return isExpected ? Optional.of(stack.subList(1, last)) : Optional.empty();
    }
}
