package io.countersign.crypto.verify;

import io.countersign.crypto.ec.MusigPartialSignature;

/**
 * A partial signature that an upload brings or relays. Well-formed; whether it is right is for {@link MusigRounds} to say, as it takes
 * the nonces of all.
 *
 * @param keyPosition of the cosigner in the wallet
 */
public record OfferedPartialSignature(MusigPlace place, int keyPosition, MusigPartialSignature partial) {}
