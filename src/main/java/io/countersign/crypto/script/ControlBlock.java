package io.countersign.crypto.script;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.ByteReader;
import io.countersign.crypto.bytes.ByteWriter;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.ec.XOnlyPublicKey;
import java.util.ArrayList;
import java.util.List;

/**
 * What proves that an output commits to a leaf (BIP341, "Script validation rules"): the internal key, and the hashes beside the way
 * from the leaf to the root.
 */
public record ControlBlock(int leafVersion, boolean hasOddOutputKey, XOnlyPublicKey internalKey, List<Bytes32> path) {

    private static final String FORMAT = "control block";
    private static final int LEAST_SIZE = 33;

    public ControlBlock {
        path = List.copyOf(path);
    }

    /** @throws MalformedException where the length is not 33 + 32 k, k up to 128, or the internal key is no point */
    public static ControlBlock parse(Bytes bytes) {
        int hashes = (bytes.size() - LEAST_SIZE) / Bytes32.SIZE;
        if (bytes.size() < LEAST_SIZE || bytes.size() % Bytes32.SIZE != 1 || hashes > TapTree.MOST_DEPTH) {
            throw new MalformedException(FORMAT, "A control block has 33 + 32 k bytes, k up to 128 (BIP341).");
        }
        ByteReader in = new ByteReader(FORMAT, bytes);
        int first = in.readByte();
        XOnlyPublicKey internalKey = XOnlyPublicKey.parse(in.readBytes(Bytes32.SIZE));
        List<Bytes32> path = new ArrayList<>(hashes);
        while (in.hasMore()) {
            path.add(in.readBytes32());
        }
        return new ControlBlock(first & 0xfe, first % 2 == 1, internalKey, path);
    }

    public Bytes bytes() {
        ByteWriter out = new ByteWriter(size());
        out.writeByte(leafVersion | (hasOddOutputKey ? 1 : 0)).write(internalKey.bytes());
        path.forEach(out::write);
        return out.toBytes();
    }

    /** In bytes. */
    public int size() {
        return LEAST_SIZE + Bytes32.SIZE * path.size();
    }

    /** True where an output with {@code outputKey} commits to {@code script} by this block. */
    public boolean proves(Bytes script, XOnlyPublicKey outputKey) {
        Bytes32 root = new TapLeaf(leafVersion, script).hash();
        for (Bytes32 sibling : path) {
            root = TapBranch.hash(root, sibling);
        }
        PublicKey tweaked = TaprootOutput.tweaked(internalKey, root.bytes());
        return tweaked.xOnly().equals(outputKey) && tweaked.hasOddY() == hasOddOutputKey;
    }
}
