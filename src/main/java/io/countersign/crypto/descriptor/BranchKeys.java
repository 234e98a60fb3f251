package io.countersign.crypto.descriptor;

import io.countersign.crypto.key.CosignerKey;
import io.countersign.crypto.key.ExtendedPublicKey;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The receive and change nodes of each key, derived when first asked for and then kept: a derivation costs as much as verifying a
 * signature. Two threads may derive the same node, which gives the same value.
 */
final class BranchKeys {

    static final int BRANCHES = 2;

    private final List<CosignerKey> keys;
    private final AtomicReferenceArray<ExtendedPublicKey> nodes;

    BranchKeys(List<CosignerKey> keys) {
        this.keys = keys;
        this.nodes = new AtomicReferenceArray<>(keys.size() * BRANCHES);
    }

    ExtendedPublicKey at(int position, int branch) {
        int slot = position * BRANCHES + branch;
        ExtendedPublicKey known = nodes.get(slot);
        if (known != null) {
            return known;
        }
        ExtendedPublicKey node = keys.get(position).key().derive(branch);
        nodes.set(slot, node);
        return node;
    }
}
