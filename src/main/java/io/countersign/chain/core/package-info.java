/**
 * Bitcoin Core as the chain backend, by JSON-RPC. A node with {@code txindex=1} answers everything; without it, old transactions are
 * found by their unspent outputs. Start reading at {@link io.countersign.chain.core.CoreChain}.
 */
@NullMarked
package io.countersign.chain.core;

import org.jspecify.annotations.NullMarked;
