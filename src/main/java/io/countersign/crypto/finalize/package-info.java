/**
 * Makes final transactions out of verified signatures, and asks a second opinion on them: an independent script interpreter, and the
 * limits of what the network relays. Only here is bitcoin-kmp used.
 */
@NullMarked
package io.countersign.crypto.finalize;

import org.jspecify.annotations.NullMarked;
