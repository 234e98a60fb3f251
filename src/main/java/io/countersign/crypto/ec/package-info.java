/**
 * Keys and signatures on secp256k1 as checked values. Every curve operation is libsecp256k1's; no other package touches the
 * native binding.
 */
@NullMarked
package io.countersign.crypto.ec;

import org.jspecify.annotations.NullMarked;
