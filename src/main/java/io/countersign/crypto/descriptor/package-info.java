/**
 * Output descriptors of multisig wallets (BIP380 to 383, 389): text with its checksum, and the scripts and keys at every index.
 * Start with {@code Descriptor}.
 */
@NullMarked
package io.countersign.crypto.descriptor;

import org.jspecify.annotations.NullMarked;
