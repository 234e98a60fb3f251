package io.countersign.crypto.script;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.ByteWriter;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Hashes;

/** A script of a taproot tree. {@code version} is even, 0..254; {@link #TAPSCRIPT} is the one that has a meaning (BIP342). */
public record TapLeaf(int version, Bytes script) implements TapTree {

    public static final int TAPSCRIPT = 0xc0;

    public TapLeaf {
        if (version < 0 || version > 0xfe || version % 2 != 0) {
            throw new MalformedException("tap leaf", "A leaf version is an even byte (BIP341).");
        }
    }

    public static TapLeaf of(Bytes script) {
        return new TapLeaf(TAPSCRIPT, script);
    }

    @Override
    public Bytes32 hash() {
        ByteWriter out = new ByteWriter(script.size() + 4);
        return Hashes.tagged(
                "TapLeaf", out.writeByte(version).writeVarBytes(script).toBytes());
    }
}
