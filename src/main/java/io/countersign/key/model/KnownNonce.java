package io.countersign.key.model;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.kernel.KeyId;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A nonce that this server was given before, in any wallet: the r of a signature, or the x of a point for a MuSig2 session.
 *
 * @param publicKey of the signature; null of a point
 * @param sighash what the signature is for; null of a point
 */
public record KnownNonce(Bytes32 r, @Nullable Bytes publicKey, @Nullable Bytes32 sighash, Set<KeyId> keyIds) {
    public KnownNonce {
        keyIds = Set.copyOf(keyIds);
    }

    /**
     * True where the signature was made with this nonce, and not this one handed in again. A point counts as its giver's alone, since whoever
     * saw the signature could have named it.
     */
    boolean isRepeatedBy(SignatureNonce offered) {
        if (!offered.r().equals(r)) {
            return false;
        }
        return publicKey == null || sighash == null
                ? !Collections.disjoint(keyIds, offered.keyIds())
                : !(publicKey.equals(offered.publicKey()) && sighash.equals(offered.sighash()));
    }
}
