/**
 * The tables of the development chain. Writes come in transactions of their own, one at a time under an advisory lock.
 */
@NullMarked
package io.countersign.chain.dev.store;

import org.jspecify.annotations.NullMarked;
