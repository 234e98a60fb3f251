/**
 * Partially signed transactions (BIP174, version 2 of BIP370): read strictly, held as immutable values, written in one fixed order.
 * Unknown pairs survive. Nothing here says that a signature is right; that is {@code crypto.verify}. Start reading at {@link
 * io.countersign.crypto.psbt.Psbt} and {@link io.countersign.crypto.psbt.PsbtReader}.
 */
@NullMarked
package io.countersign.crypto.psbt;

import org.jspecify.annotations.NullMarked;
