package io.countersign.coin.model;

import io.countersign.crypto.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** An address that has been given out: branch 0 receives, branch 1 takes change. */
public record IssuedAddress(int branch, long index, String address, Bytes scriptPubKey, @Nullable String label) {

    public static final int RECEIVE = 0;
    public static final int CHANGE = 1;

    /** The steps below each cosigner's key. */
    public String derivation() {
        return branch + "/" + index;
    }
}
