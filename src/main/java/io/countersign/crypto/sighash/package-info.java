/**
 * What a signature signs: the hash of a transaction for one input, by the rules of the script that is spent. Legacy scripts and
 * segwit version 0 (BIP143). Start reading at {@link io.countersign.crypto.sighash.SighashType}.
 */
@NullMarked
package io.countersign.crypto.sighash;

import org.jspecify.annotations.NullMarked;
