package io.countersign.crypto.script;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.ec.XOnlyPublicKey;

/** The scripts that outputs carry, each made from what it commits to. */
public final class OutputScript {

    private OutputScript() {}

    /** A key of 33 bytes and CHECKSIG; of 32 in a leaf of taproot. */
    public static Bytes p2pk(Bytes key) {
        return new ScriptBuilder().data(key).opcode(Opcode.OP_CHECKSIG).build();
    }

    public static Bytes p2pkh(PublicKey key) {
        return p2pkh(Hashes.hash160(key.bytes()));
    }

    public static Bytes p2pkh(Bytes keyHash) {
        requireSize(keyHash, 20);
        return new ScriptBuilder()
                .opcode(Opcode.OP_DUP)
                .opcode(Opcode.OP_HASH160)
                .data(keyHash)
                .opcode(Opcode.OP_EQUALVERIFY)
                .opcode(Opcode.OP_CHECKSIG)
                .build();
    }

    /** BIP16. */
    public static Bytes p2sh(Bytes redeemScript) {
        return p2shOfHash(Hashes.hash160(redeemScript));
    }

    static Bytes p2shOfHash(Bytes scriptHash) {
        requireSize(scriptHash, 20);
        return new ScriptBuilder()
                .opcode(Opcode.OP_HASH160)
                .data(scriptHash)
                .opcode(Opcode.OP_EQUAL)
                .build();
    }

    public static Bytes p2wpkh(PublicKey key) {
        return witness(0, Hashes.hash160(key.bytes()));
    }

    /** BIP141: the single SHA-256 of the witness script. */
    public static Bytes p2wsh(Bytes witnessScript) {
        return witness(0, Hashes.sha256(witnessScript).bytes());
    }

    /** BIP341. {@code outputKey} is the tweaked key. */
    public static Bytes p2tr(XOnlyPublicKey outputKey) {
        Bytes32 x = outputKey.x();
        return witness(1, x.bytes());
    }

    /** A witness program of 2..40 bytes under a version of 0..16. */
    static Bytes witness(int version, Bytes program) {
        if (version < 0 || version > 16 || program.size() < 2 || program.size() > 40) {
            throw new IllegalArgumentException(
                    "no witness program: version " + version + ", " + program.size() + " bytes");
        }
        return new ScriptBuilder().number(version).data(program).build();
    }

    private static void requireSize(Bytes hash, int size) {
        if (hash.size() != size) {
            throw new IllegalArgumentException("a hash of " + size + " bytes is needed, not " + hash.size());
        }
    }
}
