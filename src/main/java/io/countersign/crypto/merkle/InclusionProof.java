package io.countersign.crypto.merkle;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import java.util.List;

/** A proof that a leaf stands at {@code index} of a tree of {@code size}; both are unsigned, and the hashes go from leaf to root. */
public record InclusionProof(long index, long size, List<Bytes32> hashes) {

    public InclusionProof {
        hashes = List.copyOf(hashes);
    }

    /** RFC 9162 section 2.1.3.2. */
    public boolean proves(Bytes32 leafHash, Bytes root) {
        if (Long.compareUnsigned(index, size) >= 0) {
            return false;
        }
        long node = index;
        long last = size - 1;
        Bytes32 hash = leafHash;
        for (Bytes32 sibling : hashes) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = MerkleHash.node(sibling, hash);
                while ((node & 1) == 0) {
                    node >>>= 1;
                    last >>>= 1;
                }
            } else {
                hash = MerkleHash.node(hash, sibling);
            }
            node >>>= 1;
            last >>>= 1;
        }
        return last == 0 && hash.bytes().equals(root);
    }
}
