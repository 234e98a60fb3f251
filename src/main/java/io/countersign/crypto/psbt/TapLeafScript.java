package io.countersign.crypto.psbt;

import io.countersign.crypto.bytes.Bytes;

/**
 * PSBT_IN_TAP_LEAF_SCRIPT (BIP371): a leaf's script and version with a control block that is said to lead from it to the output key.
 * The control block has 33 + 32 k bytes.
 */
public record TapLeafScript(Bytes controlBlock, Bytes script, int leafVersion) {

    public TapLeafScript {
        FieldForm.CONTROL_BLOCK.require(controlBlock);
    }

    static TapLeafScript of(PsbtPair pair) {
        Bytes value = pair.value();
        int last = value.size() - 1;
        return new TapLeafScript(pair.keyData(), value.slice(0, last), value.at(last));
    }

    PsbtPair toPair() {
        Bytes version = Bytes.wrap(new byte[] {(byte) leafVersion});
        return PsbtPair.of(InputField.TAP_LEAF_SCRIPT, controlBlock, script.plus(version));
    }
}
