package io.countersign.chain.dev.model;

import io.countersign.chain.BlockHash;
import io.countersign.crypto.bytes.ByteWriter;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Hashes;

/** The 80 bytes of a block's header. {@code time}, {@code bits} and {@code nonce} are unsigned 32 bits. */
public record BlockHeader(int version, BlockHash previous, Bytes32 merkleRoot, long time, long bits, long nonce) {

    /** Regtest's target in compact form, and in full as displayed: every second hash or so lies below it. */
    private static final long REGTEST_BITS = 0x207fffffL;

    private static final Bytes REGTEST_TARGET =
            Bytes.ofHex("7fffff0000000000000000000000000000000000000000000000000000000000");

    private static final int VERSION_BITS = 0x20000000;

    /** The block that every regtest chain begins with. */
    public static BlockHeader genesis() {
        Bytes merkleRoot = Bytes.ofHex("3ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a");
        return new BlockHeader(
                1, new BlockHash(Bytes32.wrap(new byte[32])), new Bytes32(merkleRoot), 1296688602L, REGTEST_BITS, 2);
    }

    /** A header with the proof of work that regtest asks for. */
    public static BlockHeader mine(BlockHash previous, Bytes32 merkleRoot, long time) {
        BlockHeader header = new BlockHeader(VERSION_BITS, previous, merkleRoot, time, REGTEST_BITS, 0);
        while (!header.meetsTarget()) {
            header = new BlockHeader(VERSION_BITS, previous, merkleRoot, time, REGTEST_BITS, header.nonce + 1);
        }
        return header;
    }

    public Bytes serialize() {
        return new ByteWriter(80)
                .writeInt32(version)
                .write(previous.hash())
                .write(merkleRoot)
                .writeInt32(time)
                .writeInt32(bits)
                .writeInt32(nonce)
                .toBytes();
    }

    public BlockHash hash() {
        return new BlockHash(Hashes.doubleSha256(serialize()));
    }

    private boolean meetsTarget() {
        return hash().hash().bytes().reversed().compareTo(REGTEST_TARGET) <= 0;
    }
}
