/**
 * Signed messages: BIP322 and the older form of BIP137. Used for proofs of possession and for signing in with a device's address.
 */
@NullMarked
package io.countersign.crypto.message;

import org.jspecify.annotations.NullMarked;
