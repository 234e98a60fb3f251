package io.countersign.crypto.verify;

import io.countersign.crypto.ec.MusigNonce;

/**
 * A public nonce that an upload brings or relays, for a key that must sign.
 *
 * @param keyPosition of the cosigner in the wallet
 */
public record OfferedNonce(MusigPlace place, int keyPosition, MusigNonce nonce) {}
