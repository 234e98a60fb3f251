package io.countersign.crypto.verify;

import io.countersign.crypto.ec.PublicKey;

/** A derived key of an input's script, with the position of its cosigner in the wallet (the {@code @i} of a template). */
public record ExpectedKey(int position, PublicKey key) {

    /** The position of a key that is no one cosigner's: they all sign for it together. */
    public static final int OF_SEVERAL = -2;
}
