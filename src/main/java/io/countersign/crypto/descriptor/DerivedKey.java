package io.countersign.crypto.descriptor;

import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.key.KeyOrigin;
import java.util.List;
import java.util.stream.Stream;

/**
 * A key at one index. {@code position} is its cosigner's place in the wallet, from 0, or {@link #NOBODY}; {@code origin} has the whole
 * path, branch and index included, as PSBT fields need it; {@code leafHashes} are those of the taproot leaves that it stands in.
 */
public record DerivedKey(int position, PublicKey key, KeyOrigin origin, List<Bytes32> leafHashes) {

    /** The position of a key that no cosigner holds: an internal key that nobody can sign with. */
    public static final int NOBODY = -1;

    public DerivedKey {
        leafHashes = List.copyOf(leafHashes);
    }

    /** A key of a script before taproot. */
    public static DerivedKey of(int position, PublicKey key, KeyOrigin origin) {
        return new DerivedKey(position, key, origin, List.of());
    }

    boolean isSameAs(DerivedKey other) {
        return position == other.position && key.equals(other.key);
    }

    /** The same key, which stands in this leaf too. */
    DerivedKey in(Bytes32 leafHash) {
        return new DerivedKey(
                position,
                key,
                origin,
                Stream.concat(leafHashes.stream(), Stream.of(leafHash))
                        .distinct()
                        .toList());
    }
}
