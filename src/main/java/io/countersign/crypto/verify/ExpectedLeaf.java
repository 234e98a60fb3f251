package io.countersign.crypto.verify;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.XOnlyPublicKey;
import io.countersign.crypto.script.ControlBlock;
import io.countersign.crypto.script.TapLeaf;
import io.countersign.crypto.script.TapTree;
import io.countersign.crypto.script.TaprootOutput;
import java.util.Optional;

/** A leaf of a taproot output that may be run. */
public record ExpectedLeaf(Bytes script, Bytes32 hash, ControlBlock controlBlock) {

    static ExpectedLeaf of(TaprootOutput output, TapTree.Placed leaf) {
        return new ExpectedLeaf(leaf.leaf().script(), leaf.hash(), output.controlBlock(leaf));
    }

    /** The leaf that a control block opens; empty where an output with {@code outputKey} does not commit to it. */
    public static Optional<ExpectedLeaf> proven(Bytes script, ControlBlock block, XOnlyPublicKey outputKey) {
        return block.proves(script, outputKey)
                ? Optional.of(new ExpectedLeaf(script, new TapLeaf(block.leafVersion(), script).hash(), block))
                : Optional.empty();
    }
}
