/**
 * Miniscript (BIP379) in P2WSH and in tapscript: texts, their types, their scripts, who can spend by them, and the witnesses that do.
 * Keys are whatever the caller's key expressions are. Start with {@code Miniscript}; {@code Expression} is the tree below it.
 */
@NullMarked
package io.countersign.crypto.descriptor.miniscript;

import org.jspecify.annotations.NullMarked;
