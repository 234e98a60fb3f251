package io.countersign.crypto.verify;

import io.countersign.crypto.bytes.Bytes;

/**
 * A signature in its place: what is kept of a contribution and put into the finished transaction. {@code publicKey} is as it stands in
 * the script.
 */
public record InputSignature(int inputIndex, Bytes publicKey, Bytes signatureWithHashType) {}
