package io.countersign.crypto.verify;

import io.countersign.crypto.psbt.MusigSlot;

/** Where a nonce or a partial signature stands in a PSBT: the input, and there whose it is for which aggregate key. */
public record MusigPlace(int inputIndex, MusigSlot slot) {}
