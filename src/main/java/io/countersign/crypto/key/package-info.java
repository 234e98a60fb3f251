/**
 * Extended public keys and where they come from: fingerprints, derivation paths, key origins (BIP32, BIP380 key expressions).
 * Private keys are refused and never repeated. Start with {@code CosignerKey}.
 */
@NullMarked
package io.countersign.crypto.key;

import org.jspecify.annotations.NullMarked;
