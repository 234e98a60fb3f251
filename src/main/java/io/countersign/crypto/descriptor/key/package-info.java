/**
 * Key expressions of descriptors (BIP380, BIP389, BIP390): keys as they are written there, with their origin and the steps below
 * them. No private keys. Start with {@code KeyExpression}.
 */
@NullMarked
package io.countersign.crypto.descriptor.key;

import org.jspecify.annotations.NullMarked;
