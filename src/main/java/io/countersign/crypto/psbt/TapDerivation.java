package io.countersign.crypto.psbt;

import io.countersign.crypto.bytes.ByteReader;
import io.countersign.crypto.bytes.ByteWriter;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.XOnlyPublicKey;
import io.countersign.crypto.key.KeyOrigin;
import java.util.ArrayList;
import java.util.List;

/**
 * TAP_BIP32_DERIVATION (BIP371): a key of a taproot output, a point, with the leaves that it stands in and where it comes from. The
 * internal key names no leaf.
 */
public record TapDerivation(Bytes32 publicKey, List<Bytes32> leafHashes, KeyOrigin origin) {

    public TapDerivation {
        FieldForm.X_ONLY.require(publicKey.bytes());
        leafHashes = List.copyOf(leafHashes);
    }

    public static TapDerivation of(XOnlyPublicKey key, List<Bytes32> leafHashes, KeyOrigin origin) {
        return new TapDerivation(key.x(), leafHashes, origin);
    }

    static TapDerivation of(PsbtPair pair) {
        ByteReader in = new ByteReader("psbt", pair.value());
        List<Bytes32> leafHashes = readLeafHashes(in);
        return new TapDerivation(new Bytes32(pair.keyData()), leafHashes, Origins.parse(in.readBytes(in.remaining())));
    }

    PsbtPair toPair(PsbtField field) {
        ByteWriter out = new ByteWriter().writeCompactSize(leafHashes.size());
        leafHashes.forEach(out::write);
        return PsbtPair.of(
                field, publicKey.bytes(), out.write(Origins.serialize(origin)).toBytes());
    }

    static void requireForm(Bytes value) {
        ByteReader in = new ByteReader("psbt", value);
        readLeafHashes(in);
        Origins.requireForm(in.readBytes(in.remaining()));
    }

    private static List<Bytes32> readLeafHashes(ByteReader in) {
        List<Bytes32> leafHashes = new ArrayList<>();
        for (int left = in.readCount(Bytes32.SIZE); left > 0; left--) {
            leafHashes.add(in.readBytes32());
        }
        return leafHashes;
    }
}
