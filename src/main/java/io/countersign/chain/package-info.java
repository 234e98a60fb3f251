/**
 * What the server asks of the Bitcoin network, behind one small interface, and what it is answered. Each backend is one package
 * below; nothing outside them knows which one is in use. Start reading at {@link io.countersign.chain.ChainBackend}.
 */
@NullMarked
package io.countersign.chain;

import org.jspecify.annotations.NullMarked;
