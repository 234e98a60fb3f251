package io.countersign.crypto.message;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Base64Text;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.ec.EcdsaSignature;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.script.OutputScript;
import java.util.List;

/** The 65 bytes of BIP137: a header of 31 to 42, which tells the kind of address and the recovery id, then r and s. */
record LegacySignature(int header, EcdsaSignature signature) {

    private static final String FORMAT = "message signature";
    private static final int SIZE = 65;
    private static final int FIRST_HEADER = 27;

    LegacySignature {
        if (header < 31 || header > 42) {
            throw new MalformedException(FORMAT, "The header byte is none of a compressed key (31 to 42).");
        }
    }

    static LegacySignature parse(String base64) {
        Bytes bytes = Base64Text.decode(base64);
        if (bytes.size() != SIZE) {
            throw new MalformedException(FORMAT, "A BIP137 signature has 65 bytes.");
        }
        return new LegacySignature(bytes.at(0), EcdsaSignature.parseCompact(bytes.sliceFrom(1)));
    }

    int recoveryId() {
        return header - FIRST_HEADER & 3;
    }

    boolean isNestedSegwit() {
        return header >= 35 && header <= 38;
    }

    /**
     * The scripts of {@code key} whose addresses such a header serves. Devices that know one header only write that of P2PKH for
     * all (BIP137 has one for each kind, Electrum's rule takes both).
     */
    List<Bytes> scriptsOf(PublicKey key) {
        Bytes segwit = OutputScript.p2wpkh(key);
        Bytes nested = OutputScript.p2sh(segwit);
        if (isNestedSegwit()) {
            return List.of(nested);
        }
        return header > 38 ? List.of(segwit) : List.of(OutputScript.p2pkh(key), nested, segwit);
    }
}
