/**
 * The embedded development chain: regtest as a wallet sees it, in tables of the server's own PostgreSQL, shared by all copies of the
 * server. Scripts are executed for real. Start reading at {@link io.countersign.chain.dev.DevelopmentChain}.
 */
@NullMarked
package io.countersign.chain.dev;

import org.jspecify.annotations.NullMarked;
