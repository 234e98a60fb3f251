package io.countersign.crypto.psbt;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.PublicKey;
import org.jspecify.annotations.Nullable;

/**
 * Whose MuSig2 nonce or partial signature a field of BIP373 holds, and for what: the participant, the aggregate key as it stands in
 * the script or output (after derivation and, on the key path, the taproot tweak), and the leaf where a script is signed. The keys are
 * points of 33 bytes.
 */
public record MusigSlot(Bytes participant, Bytes aggregateKey, @Nullable Bytes32 leafHash) {

    public static MusigSlot of(PublicKey participant, PublicKey aggregate, @Nullable Bytes32 leafHash) {
        return new MusigSlot(participant.bytes(), aggregate.bytes(), leafHash);
    }

    static MusigSlot parse(Bytes keyData) {
        int leafAt = 2 * PublicKey.SIZE;
        return new MusigSlot(
                keyData.slice(0, PublicKey.SIZE),
                keyData.slice(PublicKey.SIZE, leafAt),
                keyData.size() == leafAt ? null : new Bytes32(keyData.sliceFrom(leafAt)));
    }

    Bytes serialize() {
        Bytes keys = participant.plus(aggregateKey);
        return leafHash == null ? keys : keys.plus(leafHash.bytes());
    }
}
