package io.countersign.crypto.descriptor;

import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.key.KeyOrigin;

/**
 * A cosigner's key at one index. {@code position} is its place in the descriptor, from 0; {@code origin} has the whole path from
 * the master key, branch and index included, as PSBT fields need it.
 */
public record DerivedKey(int position, PublicKey key, KeyOrigin origin) {}
