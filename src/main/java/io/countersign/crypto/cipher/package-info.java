/**
 * Hashes, MACs and ciphers, on the JDK and Bouncy Castle. No other package touches Bouncy Castle.
 */
@NullMarked
package io.countersign.crypto.cipher;

import org.jspecify.annotations.NullMarked;
