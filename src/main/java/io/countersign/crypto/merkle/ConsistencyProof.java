package io.countersign.crypto.merkle;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import java.util.List;

/** A proof that a tree of {@code to} leaves begins with those of a tree of {@code from}; both sizes are unsigned. */
public record ConsistencyProof(long from, long to, List<Bytes32> hashes) {

    public ConsistencyProof {
        hashes = List.copyOf(hashes);
    }

    /** RFC 9162 section 2.1.4.2. An empty tree proves nothing about what it became, so {@code from} 0 is never proven. */
    public boolean proves(Bytes oldRoot, Bytes newRoot) {
        if (from == 0 || Long.compareUnsigned(from, to) > 0) {
            return false;
        }
        if (from == to) {
            return hashes.isEmpty() && oldRoot.equals(newRoot);
        }
        boolean isWholeSubtree = Long.bitCount(from) == 1;
        if (hashes.isEmpty()) {
            return false;
        }
        Bytes first = isWholeSubtree ? oldRoot : hashes.get(0).bytes();
        return climb(first, isWholeSubtree ? hashes : hashes.subList(1, hashes.size()), oldRoot, newRoot);
    }

    private boolean climb(Bytes first, List<Bytes32> path, Bytes oldRoot, Bytes newRoot) {
        int rightTurns = Long.numberOfTrailingZeros(~(from - 1));
        long node = (from - 1) >>> rightTurns;
        long last = (to - 1) >>> rightTurns;
        Bytes older = first;
        Bytes newer = first;
        for (Bytes32 sibling : path) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                older = MerkleHash.node(sibling.bytes(), older).bytes();
                newer = MerkleHash.node(sibling.bytes(), newer).bytes();
                while ((node & 1) == 0 && node != 0) {
                    node >>>= 1;
                    last >>>= 1;
                }
            } else {
                newer = MerkleHash.node(newer, sibling.bytes()).bytes();
            }
            node >>>= 1;
            last >>>= 1;
        }
        return last == 0 && older.equals(oldRoot) && newer.equals(newRoot);
    }
}
