package io.countersign.crypto.verify;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.ec.PublicKey;

/** A signature in its place: what is kept of a contribution and put into the finished transaction. */
public record InputSignature(int inputIndex, PublicKey publicKey, Bytes signatureWithHashType) {}
