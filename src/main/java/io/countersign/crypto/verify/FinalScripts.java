package io.countersign.crypto.verify;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.script.ScriptBuilder;
import io.countersign.crypto.script.ScriptToken;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The final scripts of an input that a signer has finalized, taken apart.
 *
 * @param stack what the script is given, from the bottom
 * @param controlBlock of the taproot leaf that is run, or null
 */
record FinalScripts(List<Bytes> stack, Bytes script, @Nullable Bytes controlBlock) {

    private static final int ANNEX = 0x50;

    /** Empty where they do not open the expected input. */
    static Optional<FinalScripts> of(PsbtInput input, ExpectedInput expected) {
        Bytes scriptSig = input.finalScriptSig().orElse(Bytes.EMPTY);
        List<Bytes> witness = input.finalScriptWitness().orElse(List.of());
        return switch (expected.kind()) {
            case WSH -> scriptSig.isEmpty() ? ofStack(witness, expected) : Optional.empty();
            case SH_WSH -> isRightScriptSig(scriptSig, expected) ? ofStack(witness, expected) : Optional.empty();
            case SH ->
                witness.isEmpty()
                        ? ScriptToken.readPushes(scriptSig).flatMap(stack -> ofStack(stack, expected))
                        : Optional.empty();
            case TR -> scriptSig.isEmpty() ? ofTaproot(witness) : Optional.empty();
        };
    }

    /** True where the path is run by these scripts. */
    boolean run(ExpectedPath path) {
        return path.leaf()
                .map(leaf -> leaf.script().equals(script)
                        && Objects.equals(leaf.controlBlock().bytes(), controlBlock))
                .orElse(controlBlock == null);
    }

    /** Signers that fill in the witness alone leave the scriptSig to others. */
    private static boolean isRightScriptSig(Bytes scriptSig, ExpectedInput expected) {
        Bytes pushed =
                new ScriptBuilder().data(expected.redeemScript().orElseThrow()).build();
        return scriptSig.isEmpty() || scriptSig.equals(pushed);
    }

    private static Optional<FinalScripts> ofStack(List<Bytes> stack, ExpectedInput expected) {
        int last = stack.size() - 1;
        boolean isExpected = !stack.isEmpty() && stack.get(last).equals(expected.hashedScript());
        return isExpected
                ? Optional.of(new FinalScripts(stack.subList(0, last), expected.hashedScript(), null))
                : Optional.empty();
    }

    /** BIP341, "Script validation rules". An annex is refused: nothing relays it, and no PSBT announces it to signers. */
    private static Optional<FinalScripts> ofTaproot(List<Bytes> witness) {
        int last = witness.size() - 1;
        boolean hasAnnex =
                last > 0 && !witness.get(last).isEmpty() && witness.get(last).at(0) == ANNEX;
        if (last < 0 || hasAnnex) {
            return Optional.empty();
        }
        return last == 0
                ? Optional.of(new FinalScripts(witness, Bytes.EMPTY, null))
                : Optional.of(new FinalScripts(witness.subList(0, last - 1), witness.get(last - 1), witness.get(last)));
    }
}
