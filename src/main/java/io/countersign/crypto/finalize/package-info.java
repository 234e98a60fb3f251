/**
 * From verified signatures to a transaction that the network takes: assembling, the run through an independent script interpreter,
 * and the checks of consensus and relay policy that are no scripts' work. The interpreter is bitcoin-kmp's and shows nowhere else.
 * Start reading at {@link io.countersign.crypto.finalize.Finalizer}.
 */
@NullMarked
package io.countersign.crypto.finalize;

import org.jspecify.annotations.NullMarked;
