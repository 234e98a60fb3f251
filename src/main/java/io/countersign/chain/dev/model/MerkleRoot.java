package io.countersign.chain.dev.model;

import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Hashes;
import java.util.ArrayList;
import java.util.List;

/** The root over a block's ids: pairs are hashed with double SHA-256, and an odd one out with itself. */
final class MerkleRoot {

    private MerkleRoot() {}

    static Bytes32 of(List<Bytes32> ids) {
        List<Bytes32> level = ids;
        while (level.size() > 1) {
            level = above(level);
        }
        return level.get(0);
    }

    private static List<Bytes32> above(List<Bytes32> level) {
        List<Bytes32> above = new ArrayList<>();
        for (int i = 0; i < level.size(); i += 2) {
            Bytes32 right = level.get(Math.min(i + 1, level.size() - 1));
            above.add(Hashes.doubleSha256(level.get(i).bytes().plus(right.bytes())));
        }
        return above;
    }
}
