package io.countersign.crypto.script;

import io.countersign.crypto.bytes.Bytes32;
import java.util.ArrayList;
import java.util.List;

/** The scripts that a taproot output commits to, as a tree (BIP341, "Constructing and spending Taproot outputs"). */
public sealed interface TapTree permits TapLeaf, TapBranch {

    /** BIP341's limit: a control block names at most so many hashes. */
    int MOST_DEPTH = 128;

    /** What the level above commits to; of the whole tree, the Merkle root. */
    Bytes32 hash();

    /** The leaves from left to right, each with its depth below this tree's top and the hashes from it up to there. */
    default List<Placed> leaves() {
        List<Placed> found = new ArrayList<>();
        collect(this, List.of(), found);
        return List.copyOf(found);
    }

    private static void collect(TapTree tree, List<Bytes32> above, List<Placed> found) {
        if (tree instanceof TapLeaf leaf) {
            found.add(new Placed(leaf, leaf.hash(), above));
        } else if (tree instanceof TapBranch branch) {
            collect(branch.left(), prepended(branch.right().hash(), above), found);
            collect(branch.right(), prepended(branch.left().hash(), above), found);
        }
    }

    private static List<Bytes32> prepended(Bytes32 sibling, List<Bytes32> above) {
        List<Bytes32> path = new ArrayList<>(above.size() + 1);
        path.add(sibling);
        path.addAll(above);
        return path;
    }

    /** A leaf in its place. {@code path} are the siblings from the leaf upwards. */
    record Placed(TapLeaf leaf, Bytes32 hash, List<Bytes32> path) {
        public Placed {
            path = List.copyOf(path);
        }

        public int depth() {
            return path.size();
        }
    }
}
