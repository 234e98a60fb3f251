package io.countersign.crypto.descriptor;

import io.countersign.crypto.descriptor.expression.MultiAScript;
import io.countersign.crypto.descriptor.expression.MultisigScript;
import io.countersign.crypto.descriptor.expression.OutputExpression;
import io.countersign.crypto.descriptor.expression.ScriptExpression;
import io.countersign.crypto.descriptor.expression.ScriptHashOutput;
import io.countersign.crypto.descriptor.expression.TaprootTreeOutput;
import io.countersign.crypto.descriptor.key.MusigKey;
import java.util.List;

/** What a wallet's descriptor is besides its kind: one of the plain forms of m-of-n, or something else. */
public enum DescriptorForm {
    /** {@code multi} or {@code sortedmulti} behind a hash. */
    MULTISIG,
    /** {@code tr} with one leaf of {@code multi_a} or {@code sortedmulti_a}, and an internal key that nobody can sign with. */
    MULTI_A,
    /** {@code tr(musig(...))}. */
    MUSIG,
    OTHER;

    static DescriptorForm of(OutputExpression output) {
        if (output instanceof ScriptHashOutput script) {
            return script.script() instanceof MultisigScript ? MULTISIG : OTHER;
        }
        return output instanceof TaprootTreeOutput taproot ? ofTaproot(taproot) : OTHER;
    }

    private static DescriptorForm ofTaproot(TaprootTreeOutput output) {
        List<ScriptExpression> leaves = output.leaves();
        if (leaves.isEmpty()) {
            return output.internalKey() instanceof MusigKey ? MUSIG : OTHER;
        }
        boolean isMultiA = leaves.size() == 1 && leaves.get(0) instanceof MultiAScript;
        return isMultiA && UnspendableKey.isUnspendable(output.internalKey()) ? MULTI_A : OTHER;
    }
}
