package io.countersign.crypto.psbt;

import java.util.Optional;

/** What a PSBT says of one output. */
public final class PsbtOutput extends PsbtEntry<PsbtOutput> {

    public static final PsbtOutput EMPTY = new PsbtOutput(PsbtMap.EMPTY);

    PsbtOutput(PsbtMap map) {
        super(map, EntryFields.OF_OUTPUT);
    }

    @Override
    PsbtOutput with(PsbtMap changed) {
        return new PsbtOutput(changed);
    }

    public Optional<TapTree> tapTree() {
        return map().find(OutputField.TAP_TREE).map(TapTree::parse);
    }

    public PsbtOutput withTapTree(TapTree tree) {
        return with(PsbtPair.of(OutputField.TAP_TREE, tree.serialize()));
    }
}
