/**
 * The rules of the development chain as pure functions: what enters the mempool, how blocks are made, what the faucet pays.
 */
@NullMarked
package io.countersign.chain.dev.model;

import org.jspecify.annotations.NullMarked;
