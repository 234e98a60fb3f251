/**
 * Output descriptors of wallets: text with its checksum, the scripts and keys at every index, and the ways to spend them; their
 * templates (BIP388). What descriptors are made of lies in {@code expression} and {@code key}. Start with {@code Descriptor}.
 */
@NullMarked
package io.countersign.crypto.descriptor;

import org.jspecify.annotations.NullMarked;
