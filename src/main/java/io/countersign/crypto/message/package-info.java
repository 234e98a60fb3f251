/**
 * Signed messages: BIP322 and the older form of BIP137. Used for proofs of possession and for signing in with a device's address.
 * A verifier answers with a proof or with nothing; what can't be judged is not proven. Start with {@code Bip322Message}.
 */
@NullMarked
package io.countersign.crypto.message;

import org.jspecify.annotations.NullMarked;
