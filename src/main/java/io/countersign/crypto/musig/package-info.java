/**
 * Several keys that sign as one (BIP327): the aggregate key with its derived children (BIP328), and the second round of signing, in which
 * each part is judged by itself so that a false one names its maker. Nothing here makes nonces or signs. Start with {@link
 * io.countersign.crypto.musig.AggregateKey} and {@link io.countersign.crypto.musig.SigningRound}.
 */
@NullMarked
package io.countersign.crypto.musig;

import org.jspecify.annotations.NullMarked;
